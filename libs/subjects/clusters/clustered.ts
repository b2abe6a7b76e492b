import type { Step } from '#kernel/step.js';
import { evenly, sortedRows } from '#mining/k-means-rows.js';
import { kMeans } from '#mining/k-means.js';
import { scaleOf, standardized } from '#mining/scale.js';
import { silhouette } from '#mining/silhouette.js';
import type { ClusterFeature, CustomerMeasured } from './measured.js';

/** Groups of customers who are alike. */
export interface Clustered {
  readonly k: number;
  /** Of each customer, in their order: its group, from 0. */
  readonly assignment: readonly number[];
  readonly sizes: readonly number[];
  /** In the units of the features. */
  readonly centres: readonly (readonly number[])[];
  readonly silhouette: number | null;
}

const AUTO = [2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
/** Of more customers how many groups there are is told by as many, evenly spread in the order of their values. */
const COMPARED = 1_000;

/** @param k how many groups, or as many as the silhouette is best with: the fewest of those that are */
export function clustered(
  customers: readonly CustomerMeasured[],
  features: readonly ClusterFeature[],
  k: number | 'auto',
  step?: Step,
): Clustered {
  const rows = customers.map((customer) => {
    step?.();
    return features.map((feature) => Math.log1p(Math.max(0, customer[feature])));
  });
  const scale = scaleOf(rows, step);
  const points = rows.map((row) => {
    step?.();
    return standardized(row, scale);
  });
  if (k === 'auto') step?.('choosing');
  const count = k === 'auto' ? bestCount(points, step) : k;
  step?.('grouping');
  const { assignment, sizes, centres } = kMeans(points, count, step);
  step?.('judging');
  // Back from deviations of logarithms to what was measured.
  const real = (value: number, j: number): number =>
    Math.expm1(value * (scale.deviations[j] ?? 0) + (scale.means[j] ?? 0));
  return {
    k: sizes.length,
    assignment,
    sizes,
    centres: centres.map((centre) => centre.map(real)),
    silhouette: silhouette(points, assignment, step) ?? null,
  };
}

/** As many groups as lie apart best: the fewest of those that do. */
function bestCount(points: readonly (readonly number[])[], step?: Step): number {
  const some = evenly(sortedRows(points, step), COMPARED).map((place) => points[place] ?? []);
  const tried = AUTO.map((count) => {
    return { count, apart: silhouette(some, kMeans(some, count, step).assignment, step) ?? -Infinity };
  });
  return tried.reduce((a, b) => (b.apart > a.apart ? b : a)).count;
}
