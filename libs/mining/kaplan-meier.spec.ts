import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kaplanMeier, medianSurvival, type Seen } from './kaplan-meier.js';

const over = (...times: readonly number[]): readonly Seen[] => times.map((time) => ({ time, isOver: true }));
const seen = (...times: readonly number[]): readonly Seen[] => times.map((time) => ({ time, isOver: false }));
const rounded = (lives: readonly Seen[]) =>
  kaplanMeier(lives).map(({ time, atRisk, lost, survival }) => [time, atRisk, lost, Number(survival.toFixed(4))]);

describe('Kaplan-Meier', () => {
  it('has the curve of patients in remission as published', () => {
    // 6-MP group of Freireich et al. 1963, weeks; the curve as every textbook has it.
    const lives = [...over(6, 6, 6, 7, 10, 13, 16, 22, 23), ...seen(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)];
    expect(rounded(lives)).toEqual([
      [6, 21, 3, 0.8571],
      [7, 17, 1, 0.8067],
      [10, 15, 1, 0.7529],
      [13, 12, 1, 0.6902],
      [16, 11, 1, 0.6275],
      [22, 7, 1, 0.5378],
      [23, 6, 1, 0.4482],
    ]);
    expect(medianSurvival(kaplanMeier(lives))).toBe(23);
  });

  it('has nothing of nobody, no step where nothing ended, and no median where more than half last', () => {
    for (const lives of [[], seen(3), seen(1, 2, 3)]) {
      expect(kaplanMeier(lives)).toEqual([]);
      expect(medianSurvival(kaplanMeier(lives))).toBe(undefined);
    }
    expect(rounded([...over(5), ...seen(9, 9)])).toEqual([[5, 3, 1, 0.6667]]);
    expect(medianSurvival(kaplanMeier([...over(5), ...seen(9, 9)]))).toBe(undefined);
    expect(rounded(over(0))).toEqual([[0, 1, 1, 0]]);
  });

  it('is the share that lasted longer, where all were seen to their end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (times) => {
        const curve = kaplanMeier(over(...times));
        for (const { time, survival } of curve)
          expect(survival).toBeCloseTo(times.filter((one) => one > time).length / times.length, 12);
        const middle = times.toSorted((a, b) => a - b)[Math.ceil(times.length / 2) - 1];
        expect(medianSurvival(curve)).toBe(middle);
      }),
    );
  });
});
