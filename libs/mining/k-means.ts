import { compareRows, evenly, sortedRows } from './k-means-rows.js';
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
const MOST_ROUNDS = 300;
/** Of more rows, starts are tried on as many of them, evenly spread in their order; the best few go on with all. */
const TRIED = 1_000;
const FINALISTS = 2;

/**
 * Groups of rows by k-means (Lloyd), the best of 100 starts that a fixed seed draws as k-means++ does. The order of rows is of no matter.
 * There are fewer groups than k where fewer rows differ. @param rows each with a value of every feature, on scales that compare
 */
export function kMeans(rows: readonly Row[], k: number): Clustering {
  const order = sortedRows(rows);
  const sorted = order.map((place) => rows[place] ?? []);
  const wanted = Math.min(k, distinct(sorted, k));
  if (wanted === 0) return { centres: [], assignment: [], sizes: [], inertia: 0 };
  const tried = evenly(sorted, TRIED);
  const random = seeded(wanted);
  const starts = Array.from({ length: STARTS }, () => settled(tried, drawn(tried, wanted, random)));
  const best = starts.toSorted((a, b) => a.inertia - b.inertia).slice(0, tried.length < sorted.length ? FINALISTS : 1);
  const ends = tried.length < sorted.length ? best.map(({ centres }) => settled(sorted, centres)) : best;
  const end = ends.reduce((least, one) => (one.inertia < least.inertia ? one : least));
  return named(end, order);
}

interface Settled {
  readonly centres: readonly Row[];
  readonly assignment: Uint16Array;
  readonly inertia: number;
}

/** Moves centres to the means of the rows that are nearest to them, until none moves. */
function settled(rows: readonly Row[], from: readonly Row[]): Settled {
  let centres = from;
  const assignment = new Uint16Array(rows.length);
  for (let round = 0; ; round++) {
    let [moved, inertia] = [round === 0, 0];
    for (const [i, row] of rows.entries()) {
      const { place, distance } = nearest(row, centres);
      if (assignment[i] !== place) moved = true;
      assignment[i] = place;
      inertia += distance;
    }
    if (!moved || round >= MOST_ROUNDS) return { centres, assignment, inertia };
    centres = meansOf(rows, assignment, centres);
  }
}

/** The means of groups; one that nobody is in any more goes to the row that is farthest from its centre. */
function meansOf(rows: readonly Row[], assignment: Uint16Array, centres: readonly Row[]): readonly Row[] {
  const width = rows[0]?.length ?? 0;
  const sums = centres.map(() => new Float64Array(width));
  const counts = centres.map(() => 0);
  for (const [i, row] of rows.entries()) {
    const place = assignment[i] ?? 0;
    const sum = sums[place];
    counts[place] = (counts[place] ?? 0) + 1;
    if (sum !== undefined) for (let j = 0; j < width; j++) sum[j] = (sum[j] ?? 0) + (row[j] ?? 0);
  }
  return sums.map((sum, place) => {
    const count = counts[place] ?? 0;
    return count === 0 ? farthest(rows, centres) : Array.from(sum, (value) => value / count);
  });
}

function farthest(rows: readonly Row[], centres: readonly Row[]): Row {
  let [found, most]: [Row, number] = [rows[0] ?? [], -1];
  for (const row of rows) {
    const { distance } = nearest(row, centres);
    if (distance > most) [found, most] = [row, distance];
  }
  return found;
}

/** Centres to begin with: each a row, the likelier the farther it is from those before (k-means++). */
function drawn(rows: readonly Row[], k: number, random: Random): readonly Row[] {
  const centres: Row[] = [rows[Math.floor(random() * rows.length)] ?? []];
  const distances = rows.map((row) => squared(row, centres[0] ?? []));
  while (centres.length < k) {
    let left = random() * distances.reduce((sum, distance) => sum + distance, 0);
    let place = distances.findLastIndex((distance) => distance > 0);
    for (const [i, distance] of distances.entries()) {
      left -= distance;
      if (left < 0) {
        place = i;
        break;
      }
    }
    const centre = rows[place] ?? rows[0] ?? [];
    centres.push(centre);
    for (const [i, row] of rows.entries()) distances[i] = Math.min(distances[i] ?? 0, squared(row, centre));
  }
  return centres;
}

function nearest(row: Row, centres: readonly Row[]): { readonly place: number; readonly distance: number } {
  let [place, distance] = [0, Infinity];
  for (let i = 0; i < centres.length; i++) {
    const own = squared(row, centres[i] ?? []);
    if (own < distance) [place, distance] = [i, own];
  }
  return { place, distance };
}

export function squared(a: Row, b: Row): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += ((a[j] ?? 0) - (b[j] ?? 0)) ** 2;
  return sum;
}

/** How many rows differ, as far as that matters. @param rows in order */
function distinct(rows: readonly Row[], most: number): number {
  let count = 0;
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    if (before === undefined || squared(row, before) > 0) count++;
    if (count === most) break;
  }
  return count;
}

/** Groups in their order, rows in that they came in. */
function named({ centres, assignment, inertia }: Settled, order: readonly number[]): Clustering {
  const counts = centres.map(() => 0);
  for (const place of assignment) counts[place] = (counts[place] ?? 0) + 1;
  const ranked = centres
    .map((centre, place) => ({ centre, place, size: counts[place] ?? 0 }))
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
