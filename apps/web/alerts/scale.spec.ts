import { describe, expect, it } from '@jest/globals';
import { decimalOn, quantileOn, scaleOf } from './scale.js';

describe('what a threshold is dragged over', () => {
  it('is the figures there were, with room on both sides, in steps that are decimals', () => {
    expect(scaleOf([1_000, 250.5, Number.NaN], false)).toEqual({ min: 175, max: 1_075, step: 1, places: 0 });
    expect(scaleOf([0.1, 0.3], false)).toMatchObject({ step: 0.001, places: 3 });
    expect(scaleOf([2, 4], true)).toEqual({ min: 1, max: 5, step: 1, places: 0 });
    expect(scaleOf([7], true)).toMatchObject({ step: 1 });
    expect(scaleOf([], false)).toBeUndefined();
  });

  it('gives exact decimals, without signs that mean nothing', () => {
    const scale = { min: -1, max: 1, step: 0.001, places: 3 };
    expect([0.1 + 0.2, -0.0001, 0.5, -0.25, 1].map((value) => decimalOn(scale, value))).toEqual([
      '0.3',
      '0',
      '0.5',
      '-0.25',
      '1',
    ]);
    expect(decimalOn({ min: 0, max: 1_000, step: 10, places: 0 }, 996)).toBe('1000');
  });

  it('begins where few figures are beyond', () => {
    const figures = Array.from({ length: 101 }, (_, i) => i);
    const scale = scaleOf(figures, true);
    if (scale === undefined) throw new Error('there are figures');
    expect([0.05, 0.95].map((share) => quantileOn(scale, figures, share))).toEqual(['5', '95']);
  });
});
