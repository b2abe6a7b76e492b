import type { Question as Kept } from '#client/index.js';
import { basisOf } from '../book/basis.js';
import type { Clocks } from '../book/clocks.js';
import { searchOf, type Question } from './question.js';

/** A question as it is kept, by itself or in a tile. */
export type KeptQuestion = Kept['question'];

/** The same as Explore has it. */
export function questionOf(kept: KeptQuestion): Question {
  const { metrics, by = [], where = {}, grain, period, from, to, compare } = kept;
  return {
    ...basisOf(kept),
    metrics,
    by,
    where: Object.fromEntries(Object.entries(where).map(([name, values]) => [name, [values].flat()])),
    ...(grain !== undefined && { grain }),
    ...(period !== undefined && { period }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(compare !== undefined && { compare }),
  };
}

/** A question of Explore as it is kept: without clocks, since it is asked anew each time. */
export function keptOf({ where, by, ...rest }: Question): KeptQuestion {
  return { ...rest, ...(by.length > 0 && { by }), ...(Object.keys(where).length > 0 && { where }) };
}

/** Where Explore asks it. @param clocks in place of those that it says */
export function exploreAddress(kept: KeptQuestion, kind: string, clocks: Clocks = {}): string {
  const search = searchOf(questionOf(kept));
  const asOf = clocks.asOf ?? kept.asOf;
  const knownAt = clocks.knownAt ?? kept.knownAt;
  search.set('chart', kind);
  if (asOf !== undefined) search.set('asOf', asOf);
  if (knownAt !== undefined) search.set('knownAt', knownAt);
  return `/explore?${search.toString()}`;
}
