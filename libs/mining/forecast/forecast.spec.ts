import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { croston } from './croston.js';
import { forecast, type ForecastAsked } from './forecast.js';
import { METHODS } from './methods.js';
import { normalQuantile } from './normal.js';
import { isSeasonal, seasonOf } from './season.js';

const ASKED: ForecastAsked = { method: 'auto', period: 12, horizon: 3, levels: [0.8, 0.95], isNonNegative: false };
const means = (values: readonly number[], asked: Partial<ForecastAsked> = {}): readonly number[] =>
  forecast(values, { ...ASKED, ...asked }).points.map(({ mean }) => mean);

describe('a forecast', () => {
  it.each([
    ['of nothing is nothing', [], 'zero', [0, 0, 0]],
    ['of one value is that value', [7], 'naive', [7, 7, 7]],
    ['of three values is the last one', [1, 2, 3], 'naive', [3, 3, 3]],
    ['of what never changes is the same, without a doubt', [5, 5, 5, 5, 5], 'constant', [5, 5, 5]],
    ['of nothing but zeros is zero', [0, 0, 0, 0, 0], 'zero', [0, 0, 0]],
  ] as const)('%s', (_name, values, method, expected) => {
    const found = forecast(values, ASKED);
    expect(found.method).toBe(method);
    expect(found.points.map(({ mean }) => mean)).toEqual(expected);
  });

  it('goes on along a line, and ever less where the trend dies away', () => {
    const line = Array.from({ length: 30 }, (_, i) => 100 + 2 * i);
    const theta = means(line, { method: 'theta' });
    const damped = means(line, { method: 'damped-trend' });
    expect(theta.every((mean, h) => mean > (theta[h - 1] ?? 157))).toBe(true);
    expect(damped.every((mean, h) => mean <= 160 + 2 * h + 1e-6 && mean > (damped[h - 1] ?? 158))).toBe(true);
    // The mean of the two, step by step.
    for (const [h, mean] of means(line).entries())
      expect(mean).toBeCloseTo(((theta[h] ?? 0) + (damped[h] ?? 0)) / 2, 9);
  });

  it('has the season of its history where there is one, and repeats it where that is asked for', () => {
    const seasonal = Array.from({ length: 60 }, (_, i) => 100 * (1 + 0.5 * Math.sin((Math.PI * i) / 6)));
    expect(isSeasonal(seasonal, 12)).toBe(true);
    const { kind, indices } = seasonOf(seasonal, 12);
    expect(kind).toBe('multiplicative');
    expect(indices[3]).toBeCloseTo(1.5, 6);
    for (const [h, mean] of means(seasonal, { horizon: 12 }).entries()) expect(mean).toBeCloseTo(seasonal[h] ?? 0, 0);
    expect(means(seasonal, { method: 'seasonal-naive' })).toEqual(seasonal.slice(48, 51));
    expect(
      seasonOf(
        seasonal.map((value) => value - 100),
        12,
      ).kind,
    ).toBe('additive');
  });

  it('of what is mostly nothing is its size by how long it is between', () => {
    expect(forecast([0, 0, 4, 0, 0, 4, 0, 0, 4], ASKED).method).toBe('croston');
    // 4 every 3 steps, less the bias.
    expect(croston([0, 0, 4, 0, 0, 4, 0, 0, 4])).toBeCloseTo((4 / 3) * 0.95, 12);
  });

  it('says how good it was beside the last season again, and warns of what it is made from', () => {
    const { backtest, warnings } = forecast([1, 2], ASKED);
    expect(backtest).toMatchObject({ origins: 1, MASE: null, naive: { MASE: null } });
    // 1 was foretold, and 2 came.
    expect(backtest.sMAPE).toBeCloseTo(200 / 3, 9);
    expect(warnings).toEqual(['short-history']);
    expect(forecast([], ASKED).warnings).toEqual(['no-history']);
    expect(forecast([1, 2, 3, 4, 5], ASKED).warnings).toContain('no-whole-seasons');
  });

  it('never goes below 0 where that cannot be', () => {
    const falling = [9, 7, 5, 3, 2, 1, 0, 1, 0];
    const { points } = forecast(falling, { ...ASKED, isNonNegative: true, horizon: 12 });
    const bounds = points.flatMap(({ mean, intervals }) => [mean, ...Object.values(intervals).flat()]);
    expect(Math.min(...bounds)).toBeGreaterThanOrEqual(0);
  });

  it('has numbers and bounds in order around them, whatever the history, and the same ones again', () => {
    const value = fc.oneof(
      fc.constant(0),
      fc.integer({ min: -1_000, max: 1_000 }),
      fc.double({ min: -1e15, max: 1e15, noNaN: true }),
      fc.constant(1e12),
    );
    const history = fc.oneof(fc.array(value, { maxLength: 60 }), fc.array(fc.constantFrom(0, 0, 3), { maxLength: 60 }));
    fc.assert(
      fc.property(history, fc.constantFrom(...METHODS), fc.constantFrom(1, 4, 12), (values, method, period) => {
        const asked = { ...ASKED, method, period };
        const found = forecast(values, asked);
        expect(forecast(values, asked)).toEqual(found);
        for (const { mean, intervals } of found.points) {
          const [low, high] = intervals['0.8'] ?? [NaN, NaN];
          const [lower, higher] = intervals['0.95'] ?? [NaN, NaN];
          expect([lower, low, mean, high, higher].every(Number.isFinite)).toBe(true);
          expect([lower <= low, low <= mean, mean <= high, high <= higher]).toEqual([true, true, true, true]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a normal distribution', () => {
  it.each([
    [0.5, 0],
    [0.9, 1.2816],
    [0.975, 1.96],
  ])('has %d of it below %d standard deviations', (share, times) => {
    expect(normalQuantile(share)).toBeCloseTo(times, 2);
  });
});
