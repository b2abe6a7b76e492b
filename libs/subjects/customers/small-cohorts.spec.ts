import { describe, expect, it } from '@jest/globals';
import { smallBuyers, smallRevenue, type IsUntold } from './small-cohorts.js';
import { withoutSmallScores } from './small-scores.js';

const shown = (matrix: Readonly<Record<string, readonly number[]>>, isUntold: IsUntold) =>
  Object.fromEntries(
    Object.entries(matrix).map(([cohort, counts]) => [
      cohort,
      counts.map((count, window) => (isUntold(cohort, window) ? null : count)),
    ]),
  );

describe('what a key that sees nothing of fewer than five customers is told of cohorts', () => {
  const buyers = { a: [30, 3, 20, 0], b: [0, 8, 6, 7], c: [0, 40, 9, 0] };

  it('is no period of few buyers, nor the next smallest of that period', () => {
    expect(shown(buyers, smallBuyers(new Map(Object.entries(buyers)), 5))).toEqual({
      a: [30, null, 20, null],
      b: [null, null, 6, 7],
      c: [null, 40, 9, null],
    });
  });

  it('is no revenue from the first period on that few have paid in', () => {
    const payers = { a: [30, 20, 4], b: [40, 30, 25] };
    const isUntold = smallRevenue(new Map(Object.entries(payers)), () => 0, 5);
    // 4 could be told from 25 in the same period, and from 20 in the same cohort; and 25 from 30, 20 and 30 from each other.
    expect(shown(payers, isUntold)).toEqual({ a: [30, null, null], b: [40, null, null] });
    const enough = { a: [30, 20, 5], b: [40, 30, 25] };
    expect(
      shown(
        enough,
        smallRevenue(new Map(Object.entries(enough)), () => 0, 5),
      ),
    ).toEqual(enough);
  });
});

describe('what a key that sees nothing of fewer than five customers is told of scores', () => {
  const scored = (counts: readonly (readonly [string, number])[]) => {
    const of = (at: number) =>
      Object.fromEntries(
        [1, 2, 3, 4, 5].map((score) => [
          String(score),
          counts.filter(([name]) => name[at] === String(score)).reduce((sum, [, count]) => sum + count, 0),
        ]),
      );
    return {
      customers: counts.reduce((sum, [, count]) => sum + count, 0),
      thresholds: { recency: [1, 2, 3, 4], frequency: [1, 1, 1, 1], monetary: ['1', '2', '3', '4'] },
      counts: { R: of(0), F: of(1), M: of(2) },
      cells: counts.map(([score, customers]) => ({
        score,
        R: Number(score[0]),
        F: Number(score[1]),
        M: Number(score[2]),
        customers,
        revenue: String(customers),
      })),
    };
  };
  const told = (counts: readonly (readonly [string, number])[]) => {
    const { customers, thresholds, counts: by, cells, suppressed } = withoutSmallScores(scored(counts), 5);
    return { customers, limits: thresholds.recency.length, by, cells: cells.map((cell) => cell.customers), suppressed };
  };

  it('is neither a small cell nor whatever it could be told from', () => {
    // 555 (2) is hidden; of R 5 and F 5 it would be the one missing, so 554 is hidden too; of M 5, so 545; then 545 of F 4, so 444; and that of R 4, so 455.
    const found = told([
      ['555', 2],
      ['554', 20],
      ['545', 30],
      ['455', 40],
      ['444', 50],
      ['333', 60],
    ]);
    expect(found).toMatchObject({ customers: 202, limits: 4, cells: [null, null, null, null, null, 60] });
    expect(found.by.R).toEqual({ '1': null, '2': null, '3': 60, '4': 90, '5': 52 });
    expect(found.suppressed).toBe(3 * 2 + 5);
  });

  it('is nothing at all of few', () => {
    expect(told([['555', 4]])).toMatchObject({ customers: null, limits: 0, cells: [null], suppressed: 17 });
  });
});
