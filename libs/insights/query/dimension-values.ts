import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/views.port.js';
import { CAUSES } from '../customer/moves.js';
import { STAGES } from '../customer/part.js';
import { CATALOGUE, DIMENSIONS } from './catalogue.js';
import { workOf } from './evaluate.js';
import type { Formula } from './metric.js';

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

/** Formulas that ask for sums of facts; the others are made of these. */
const OF_FACTS: readonly Formula['kind'][] = ['flow', 'stock', 'transitions'];

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
  const frame = { windows: [{ to: today }], by: [name], where: {}, asked: [name] };
  const metrics = [...CATALOGUE.values()].filter(
    ({ dimensions, formula }) => dimensions.includes(name) && OF_FACTS.includes(formula.kind),
  );
  const requests = metrics.flatMap((metric) => workOf(metric, frame).requests);
  const unique = [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
  const { cells } = await views.sums(unique);
  return [...new Set([...(fixed ?? []), ...cells.flat().map(({ group }) => group[0] ?? '')])].sort();
}
