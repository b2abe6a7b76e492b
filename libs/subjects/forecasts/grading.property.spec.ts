import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDecimal } from '#kernel/decimal.js';
import { gradedPoint, gradeOf } from './grading.js';

/** Figures as answers have them: counts, money up to 10^18, ratios, none. */
const figure = fc.oneof(
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
  fc.bigInt(-(10n ** 24n), 10n ** 24n).map((millionths) => {
    const text = (millionths < 0n ? -millionths : millionths).toString().padStart(7, '0');
    return `${millionths < 0n ? '-' : ''}${text.slice(0, -6)}.${text.slice(-6)}`;
  }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constant(null),
);
const mean = fc.double({ min: -1e24, max: 1e24, noNaN: true });
const intervals = { '0.8': [-1e9, 1e9] };

describe('a graded point', () => {
  it('has a miss that late facts and the model sum to, to the last digit', () => {
    fc.assert(
      fc.property(mean, figure, figure, (foretold, actual, then) => {
        const point = gradedPoint({ bucket: '2024-01', mean: foretold, intervals }, { actual, then });
        expect(point.isOver).toBe(true);
        expect([point.error === null, point.lateFacts === null]).toEqual([
          actual === null,
          actual === null || then === null,
        ]);
        if (point.error === null || point.lateFacts === null || point.model === null) return;
        expect(readDecimal(point.lateFacts) + readDecimal(point.model)).toBe(readDecimal(point.error));
        expect(readDecimal(point.actual ?? '') - readDecimal(point.mean)).toBe(readDecimal(point.error));
      }),
    );
  });

  it('says nothing of a period that is not over', () => {
    const point = gradedPoint({ bucket: '2024-01', mean: 1.5, intervals }, undefined);
    expect(point).toEqual({
      ...{ bucket: '2024-01', isOver: false, mean: '1.5', actual: null, actualThen: null },
      ...{ error: null, lateFacts: null, model: null, inside: { '0.8': null } },
    });
    expect(gradeOf([point], [0.8])).toEqual({
      ...{ periods: 0, sMAPE: null, meanError: null, meanAbsoluteError: null, coverage: { '0.8': null } },
    });
  });

  it('is graded with the others that are over', () => {
    const grade = gradeOf(
      [
        gradedPoint({ bucket: 'a', mean: 100, intervals: { '0.8': [90, 110] } }, { actual: '108', then: '100' }),
        gradedPoint({ bucket: 'b', mean: 100, intervals: { '0.8': [90, 110] } }, { actual: '80', then: '80' }),
        gradedPoint({ bucket: 'c', mean: 100, intervals: { '0.8': [90, 110] } }, { actual: null, then: null }),
      ],
      [0.8],
    );
    expect(grade).toEqual({
      periods: 2,
      sMAPE: (200 * (8 / 208) + 200 * (20 / 180)) / 2,
      ...{ meanError: -6, meanAbsoluteError: 14, coverage: { '0.8': 0.5 } },
    });
  });
});
