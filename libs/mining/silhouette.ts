import { evenly, sortedRows } from './k-means-rows.js';
import { NEVER_ENDS, type OnStep } from './long-work.js';
import { pointsOf, squaredAt } from './points.js';

/** Of more rows as many are compared with each other, evenly spread in their order: it grows with the square. */
const COMPARED = 1_000;

/**
 * How well rows lie in their groups, from -1 to 1: for each the distance to the nearest other group less that to its own, by the larger of
 * both (Rousseeuw 1987); 0 for one that is alone in its group. Undefined where there are not two groups.
 */
export function silhouette(
  rows: readonly (readonly number[])[],
  assignment: readonly number[],
  onStep: OnStep = NEVER_ENDS,
): number | undefined {
  const places = evenly(sortedRows(rows, onStep), COMPARED);
  const groups = [...new Set(places.map((place) => assignment[place] ?? 0))];
  if (groups.length < 2) return undefined;
  const { width, values } = pointsOf(places.map((place) => rows[place] ?? []));
  const each = places.map((place, i) => {
    onStep();
    const sums = new Map<number, { sum: number; count: number }>(groups.map((group) => [group, { sum: 0, count: 0 }]));
    for (const [j, other] of places.entries()) {
      const group = sums.get(assignment[other] ?? 0);
      if (other === place || group === undefined) continue;
      group.sum += Math.sqrt(squaredAt(values, i * width, values, j * width, width));
      group.count++;
    }
    const own = sums.get(assignment[place] ?? 0);
    if (own === undefined || own.count === 0) return 0;
    const inside = own.sum / own.count;
    const outside = Math.min(...[...sums.values()].filter((one) => one !== own).map(({ sum, count }) => sum / count));
    const larger = Math.max(inside, outside);
    return larger === 0 ? 0 : (outside - inside) / larger;
  });
  return each.reduce((sum, one) => sum + one, 0) / each.length;
}
