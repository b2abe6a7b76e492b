import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import { CAUSES } from '#subjects/customers/timeline/moves.js';
import { STAGES } from '#subjects/customers/timeline/standing.js';
import { CATALOGUE, DIMENSIONS } from '#subjects/catalogue.js';
import { compareValues } from './dimensions.js';
import type { Question } from './question.js';
import { valuesHad, valuesShown } from './sources.js';

/** Dimensions whose values are known without looking. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  stage: STAGES,
  from_stage: ['', ...STAGES],
  to_stage: STAGES,
  cause: CAUSES,
  weekday: ['1', '2', '3', '4', '5', '6', '7'],
  hour: Array.from({ length: 24 }, (_, hour) => String(hour)),
  direction: ['', 'in', 'out'],
};

/** The values of a dimension in all facts up to today, in order; `''` stands for a missing value. @throws Problem `unknown-dimension` */
export async function dimensionValues(name: string, views: Views, today: number): Promise<readonly string[]> {
  if (!DIMENSIONS.includes(name))
    throw new Problem(
      'unknown-dimension',
      `there is no dimension ${name.slice(0, 50).toWellFormed()}; possible are ${DIMENSIONS.join(', ')}`,
    );
  const fixed = FIXED[name];
  // Opportunities have stages of their own beside those of customers.
  if (fixed !== undefined && name !== 'stage') return fixed;
  const metrics = [...CATALOGUE.values()].filter(({ dimensions }) => dimensions.includes(name));
  const found = await valuesShown(name, metrics, today, views);
  return [...new Set([...(fixed ?? []), ...found])].sort((a, b) => compareValues(name, a, b));
}

/**
 * Of the values that a question is limited to, those that no fact behind its metrics has on any day: probably misspelt. Per dimension, in
 * the order asked; a missing value and what a dimension always has (an hour, a stage) are never among them.
 */
export async function unknownValues(
  question: Pick<Question, 'metrics' | 'where' | 'knownAt'>,
  views: Views,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const unknown: [string, readonly string[]][] = [];
  for (const [name, asked] of Object.entries(question.where)) {
    const values = asked.filter((value) => value !== '' && FIXED[name]?.includes(value) !== true);
    if (values.length === 0) continue;
    const known = await valuesHad(name, values, question, views);
    const missing = values.filter((value) => !known.has(value));
    if (missing.length > 0) unknown.push([name, [...new Set(missing)]]);
  }
  return Object.fromEntries(unknown);
}
