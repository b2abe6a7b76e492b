import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import { ORGANISATION } from './basis.js';
import type { Catalogue } from './catalogue.js';
import { compareValues } from './dimensions.js';
import type { Question } from './question.js';
import { valuesHad, valuesShown } from './sources.js';

/** The values of a dimension in all facts up to today, in order; `''` stands for a missing value. @throws Problem `unknown-dimension` */
export async function dimensionValues(
  name: string,
  views: Views,
  today: number,
  catalogue: Catalogue,
): Promise<readonly string[]> {
  if (!catalogue.dimensions.includes(name))
    throw new Problem(
      'unknown-dimension',
      `there is no dimension ${name.slice(0, 50).toWellFormed()}; possible are ${catalogue.dimensions.join(', ')}`,
    );
  const dimension = catalogue.dimension(name);
  const { values, isOpen } = dimension;
  if (values !== undefined && isOpen !== true) return values;
  const metrics = [...catalogue.metrics.values()].filter(({ dimensions }) => dimensions.includes(name));
  const found = await valuesShown(name, metrics, today, views, catalogue);
  return [...new Set([...(values ?? []), ...found])].sort((a, b) => compareValues(dimension, a, b));
}

/**
 * Of the values that a question is limited to, those that no fact behind its metrics has on any day: probably misspelt. Per dimension, in
 * the order asked; a missing value and what a dimension always has (an hour, a stage) are never among them.
 */
export async function unknownValues(
  question: Pick<Question, 'metrics' | 'where' | 'knownAt' | 'basis'>,
  views: Views,
  catalogue: Catalogue,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const unknown: [string, readonly string[]][] = [];
  const isPlaced = question.basis?.organisation !== undefined;
  for (const [name, asked] of Object.entries(question.where)) {
    // Customers may be there by now though no fact was.
    if (isPlaced && ORGANISATION.includes(name)) continue;
    const { values: always } = catalogue.dimension(name);
    const values = asked.filter((value) => value !== '' && always?.includes(value) !== true);
    if (values.length === 0) continue;
    const known = await valuesHad(name, values, question, views, catalogue);
    const missing = values.filter((value) => !known.has(value));
    if (missing.length > 0) unknown.push([name, [...new Set(missing)]]);
  }
  return Object.fromEntries(unknown);
}
