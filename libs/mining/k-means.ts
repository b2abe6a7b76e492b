import { compareRows, evenly, sortedRows } from './k-means-rows.js';
import { settled, type Settled } from './lloyd.js';
import { NEVER_ENDS, type OnStep } from './long-work.js';
import { pointsOf, rowAt, squaredAt, type Points } from './points.js';
import { seeded, type Random } from './random.js';

type Row = readonly number[];

/** Rows put into groups of which each row is nearest to the mean of its own. */
export interface Clustering {
  /** Means of the groups, largest group first, then by their values in order. */
  readonly centres: readonly Row[];
  /** For each row, in the order they came in, which of the centres is nearest. */
  readonly assignment: readonly number[];
  readonly sizes: readonly number[];
  /** The sum of squared distances from rows to their centres: the less, the better. */
  readonly inertia: number;
}

const STARTS = 100;
/** Of more rows, starts are tried on as many of them, evenly spread in their order; the best few go on with all. */
const TRIED = 1_000;
const FINALISTS = 2;

/**
 * Groups of rows by k-means (Lloyd), the best of 100 starts that a fixed seed draws as k-means++ does. The order of rows is of no matter.
 * There are fewer groups than k where fewer rows differ. @param rows each with a value of every feature, on scales that compare
 */
export function kMeans(rows: readonly Row[], k: number, onStep: OnStep = NEVER_ENDS): Clustering {
  const order = sortedRows(rows, onStep);
  const sorted = order.map((place) => rows[place] ?? []);
  const [some, all] = [pointsOf(evenly(sorted, TRIED)), pointsOf(sorted)];
  const wanted = distinct(all, k);
  if (wanted === 0) return { centres: [], assignment: [], sizes: [], inertia: 0 };
  const random = seeded(wanted);
  const starts = Array.from({ length: STARTS }, () => settled(some, drawn(some, wanted, random), onStep));
  const best = starts.toSorted((a, b) => a.inertia - b.inertia).slice(0, some.count < all.count ? FINALISTS : 1);
  const ends = some.count < all.count ? best.map(({ centres }) => settled(all, centres, onStep)) : best;
  return named(
    ends.reduce((least, one) => (one.inertia < least.inertia ? one : least)),
    order,
    all.width,
  );
}

/** Centres to begin with: each a row, the likelier the farther it is from those before (k-means++). */
function drawn({ count, width, values }: Points, k: number, random: Random): Float64Array {
  const centres = new Float64Array(k * width);
  const distances = new Float64Array(count).fill(Infinity);
  let place = Math.floor(random() * count);
  for (let group = 0; ; group++) {
    centres.set(rowAt(values, place, width), group * width);
    if (group === k - 1) return centres;
    for (let i = 0; i < count; i++)
      distances[i] = Math.min(distances[i] ?? 0, squaredAt(values, i * width, centres, group * width, width));
    place = likelierFarther(distances, random);
  }
}

function likelierFarther(distances: Float64Array, random: Random): number {
  let left = random() * distances.reduce((sum, distance) => sum + distance, 0);
  for (const [i, distance] of distances.entries()) {
    left -= distance;
    if (left < 0) return i;
  }
  return distances.findLastIndex((distance) => distance > 0);
}

/** How many rows differ, as far as that matters. @param points in order */
function distinct({ count, width, values }: Points, most: number): number {
  let found = 0;
  for (let i = 0; i < count && found < most; i++)
    if (i === 0 || squaredAt(values, i * width, values, (i - 1) * width, width) > 0) found++;
  return found;
}

/** Groups in their order, rows in that they came in. */
function named({ centres, assignment, inertia }: Settled, order: readonly number[], width: number): Clustering {
  const counts = Array.from({ length: centres.length / width }, () => 0);
  for (const place of assignment) counts[place] = (counts[place] ?? 0) + 1;
  const ranked = counts
    .map((size, place) => ({ centre: Array.from(rowAt(centres, place, width)), place, size }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || compareRows(a.centre, b.centre));
  const rank = new Map(ranked.map(({ place }, i) => [place, i]));
  const own: number[] = order.map(() => 0);
  for (const [i, place] of order.entries()) own[place] = rank.get(assignment[i] ?? 0) ?? 0;
  return {
    centres: ranked.map(({ centre }) => centre),
    assignment: own,
    sizes: ranked.map(({ size }) => size),
    inertia,
  };
}
