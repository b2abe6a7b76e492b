import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { areaUnderCurve, brierScore, calibration } from './classification.js';
import { fitLogistic, probabilityBy } from './logistic.js';
import { scaleOf, standardized } from './scale.js';

const example = fc.record({
  row: fc.tuple(
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.constantFrom(0, 1),
  ),
  came: fc.boolean(),
});

describe('a logistic regression', () => {
  it('of one feature of two values has the logarithms of their odds', () => {
    // 30 of 40 came with it, 10 of 60 without.
    const rows = Array.from({ length: 100 }, (_, i) => [i < 40 ? 1 : 0]);
    const outcomes = rows.map((_, i) => (i < 40 ? i < 30 : i < 50));
    const model = fitLogistic(rows, outcomes, 0);
    expect(model?.intercept).toBeCloseTo(Math.log(10 / 50), 12);
    expect(model?.weights[0]).toBeCloseTo(Math.log(30 / 10) - Math.log(10 / 50), 12);
    expect(model && probabilityBy(model, [1])).toBeCloseTo(0.75, 12);
  });

  it('is at the top: nothing is gained by moving any weight', () => {
    fc.assert(
      fc.property(
        fc.array(example, { minLength: 2, maxLength: 40 }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (all, ridge) => {
          const [rows, outcomes] = [all.map(({ row }) => row), all.map(({ came }) => came)];
          const model = fitLogistic(rows, outcomes, ridge);
          expect(model === undefined).toBe(new Set(outcomes).size < 2);
          if (model === undefined) return;
          const misses = all.map(({ row, came }) => (came ? 1 : 0) - probabilityBy(model, row));
          expect(misses.reduce((sum, miss) => sum + miss, 0)).toBeCloseTo(0, 9);
          for (const [j, weight] of model.weights.entries()) {
            const pull = all.reduce((sum, { row }, i) => sum + (row[j] ?? 0) * (misses[i] ?? 0), 0);
            expect(pull - ridge * weight).toBeCloseTo(0, 9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has a best fit where a feature tells outcomes apart wholly, and where two are one', () => {
    const rows = Array.from({ length: 20 }, (_, i) => [i < 10 ? -1e3 : 1e3, i < 10 ? -1e3 : 1e3]);
    const model = fitLogistic(
      rows,
      rows.map(([x = 0]) => x > 0),
      1,
    );
    expect(model?.weights[0]).toBeCloseTo(model?.weights[1] ?? NaN, 12);
    expect(model && [probabilityBy(model, [-1e3, -1e3]), probabilityBy(model, [1e3, 1e3])]).toEqual([
      expect.closeTo(0, 2),
      expect.closeTo(1, 2),
    ]);
  });

  it('is none of outcomes that are all one, or of nothing', () => {
    expect(fitLogistic([], [], 1)).toBe(undefined);
    expect(fitLogistic([[1], [2]], [true, true], 1)).toBe(undefined);
  });
});

describe('a scale', () => {
  it('puts features in deviations from their mean, without any where all are one', () => {
    const rows = [
      [1, 7],
      [3, 7],
      [5, 7],
    ];
    const scale = scaleOf(rows);
    expect(scale).toEqual({ means: [3, 7], deviations: [Math.sqrt(8 / 3), 0] });
    expect(standardized([5, 9], scale)).toEqual([2 / Math.sqrt(8 / 3), 0]);
    // Tenths do not sum exactly, which is no deviation.
    expect(scaleOf(Array.from({ length: 999 }, () => [0.1])).deviations).toEqual([0]);
  });
});

describe('the grade of probabilities', () => {
  it('counts pairs in the right order, equal ones half', () => {
    const scored = fc.record({ score: fc.constantFrom(0, 0.25, 0.5, 1), came: fc.boolean() });
    fc.assert(
      fc.property(fc.array(scored, { maxLength: 20 }), (judged) => {
        const [came, not] = [judged.filter((one) => one.came), judged.filter((one) => !one.came)];
        const pairs = came.flatMap((a) => not.map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)));
        // NaN where there are no pairs, as what it is compared with.
        const share = pairs.reduce<number>((sum, one) => sum + one, 0) / pairs.length;
        const area = areaUnderCurve(judged) ?? NaN;
        expect([Number.isNaN(area), Math.abs(area - share) > 1e-12]).toEqual([Number.isNaN(share), false]);
      }),
    );
  });

  it('is the mean squared error, and how often came what was said, by groups', () => {
    const judged = [0.1, 0.1, 0.3, 0.8].map((score, i) => ({ score, came: i >= 2 }));
    expect(brierScore(judged)).toBeCloseTo((0.01 + 0.01 + 0.49 + 0.04) / 4, 12);
    expect(brierScore([])).toBe(undefined);
    expect(calibration(judged, 4)).toEqual([
      { count: 2, from: 0.1, to: 0.1, predicted: 0.1, actual: 0 },
      { count: 1, from: 0.3, to: 0.3, predicted: 0.3, actual: 1 },
      { count: 1, from: 0.8, to: 0.8, predicted: 0.8, actual: 1 },
    ]);
    expect(calibration([], 10)).toEqual([]);
  });
});
