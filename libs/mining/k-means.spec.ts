import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kMeans } from './k-means.js';
import { seeded } from './random.js';
import { silhouette } from './silhouette.js';

type Row = readonly number[];

function squared(a: Row, b: Row): number {
  return a.reduce((sum, value, j) => sum + (value - (b[j] ?? 0)) ** 2, 0);
}

/** The least that any way to put rows into k groups comes to: all ways tried. */
function leastInertia(rows: readonly Row[], k: number): number {
  let least = Infinity;
  for (let way = 0; way < k ** rows.length; way++) {
    const groups = Map.groupBy(rows, (_, i) => Math.floor(way / k ** i) % k);
    let sum = 0;
    for (const group of groups.values()) {
      const mean = (group[0] ?? []).map((_, j) => group.reduce((all, row) => all + (row[j] ?? 0), 0) / group.length);
      sum += group.reduce((all, row) => all + squared(row, mean), 0);
    }
    least = Math.min(least, sum);
  }
  return least;
}

const row = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }));

describe('k-means', () => {
  it('is as good as the best of all ways to group few rows', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 7 }), fc.integer({ min: 1, max: 3 }), (rows, k) => {
        const { inertia, sizes, assignment, centres } = kMeans(rows, k);
        expect(inertia).toBeCloseTo(leastInertia(rows, k), 9);
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(rows.length);
        expect(assignment.every((place) => place >= 0 && place < centres.length)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same in whatever order the rows come', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 30 }), fc.integer(), (rows, seed) => {
        const random = seeded(seed);
        const shuffled = rows
          .map((one) => ({ one, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const [plain, other] = [kMeans(rows, 3), kMeans(shuffled, 3)];
        expect(other.centres).toEqual(plain.centres);
        expect(other.sizes).toEqual(plain.sizes);
        const groupOf = new Map(rows.map((one, i) => [JSON.stringify(one), plain.assignment[i]]));
        expect(shuffled.map((one, i) => [one, other.assignment[i]])).toEqual(
          shuffled.map((one) => [one, groupOf.get(JSON.stringify(one))]),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('finds groups that lie apart among many, the largest first', () => {
    const random = seeded(7);
    const rows = Array.from({ length: 5_000 }, (_, i) => {
      const [x, y] = i % 10 < 6 ? [0, 0] : i % 10 < 9 ? [10, 0] : [0, 10];
      return [x + random(), y + random()];
    });
    const { centres, sizes, assignment } = kMeans(rows, 3);
    expect(sizes).toEqual([3_000, 1_500, 500]);
    for (const [i, middle] of [
      [0.5, 0.5],
      [10.5, 0.5],
      [0.5, 10.5],
    ].entries())
      for (const [j, value] of middle.entries()) expect(centres[i]?.[j]).toBeCloseTo(value, 1);
    expect(silhouette(rows, assignment)).toBeGreaterThan(0.8);
  });

  it('has no more groups than rows that differ', () => {
    expect(kMeans([], 3)).toEqual({ centres: [], assignment: [], sizes: [], inertia: 0 });
    expect(kMeans([[1, 2]], 3)).toEqual({ centres: [[1, 2]], assignment: [0], sizes: [1], inertia: 0 });
    expect(kMeans([[1], [5], [1]], 3)).toEqual({
      centres: [[1], [5]],
      assignment: [0, 1, 0],
      sizes: [2, 1],
      inertia: 0,
    });
  });
});

describe('the silhouette', () => {
  it('is by the distances to the own and the nearest other group', () => {
    // Of 0: (5 - 1) / 5; of 1: (4 - 1) / 4; 5 is alone.
    expect(silhouette([[0], [1], [5]], [0, 0, 1])).toBeCloseTo((0.8 + 0.75) / 3, 12);
    expect(silhouette([[0], [1]], [0, 0])).toBe(undefined);
    expect(silhouette([], [])).toBe(undefined);
    expect(silhouette([[3], [3]], [0, 1])).toBe(0);
  });
});
