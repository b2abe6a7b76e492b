import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  expectedSpend,
  FEWEST_SPENDERS,
  fitGammaGamma,
  likelihoodOf,
  type GammaGamma,
  type Spent,
} from './gamma-gamma.js';

/** As published for the CDNOW sample. */
const PUBLISHED: GammaGamma = { p: 6.25, q: 3.74, v: 15.44, logLikelihood: -4055.9, isAtEdge: false };

describe('gamma-gamma', () => {
  it('expects what was published of a customer, and of whoever has no purchase the mean of all', () => {
    // Two repeat purchases of 22.35 on average (Fader and Hardie 2013).
    expect(expectedSpend(PUBLISHED, { purchases: 2, mean: 22.35 })).toBeCloseTo(24.65, 1);
    expect(expectedSpend(PUBLISHED, { purchases: 0, mean: 0 })).toBeCloseTo(35.2, 1);
  });

  it('lies between what somebody spent and the mean of all, nearer to it with every purchase', () => {
    const spends = [1, 2, 5, 50, 1_000].map((purchases) => expectedSpend(PUBLISHED, { purchases, mean: 100 }) ?? NaN);
    expect(spends).toEqual(spends.toSorted((a, b) => a - b));
    expect(spends[0]).toBeGreaterThan(35);
    expect(spends.at(-1)).toBeCloseTo(100, 0);
  });

  it('goes along with the currency: v by the factor, p and q as they were', () => {
    const customers = Array.from({ length: 200 }, (_, i): Spent => ({
      purchases: 1 + (i % 4),
      mean: 5 + ((i * 37) % 90),
    }));
    const model = fitGammaGamma(customers) as GammaGamma;
    const inCents = fitGammaGamma(
      customers.map(({ purchases, mean }) => ({ purchases, mean: mean * 100 })),
    ) as GammaGamma;
    expect(inCents.p / model.p).toBeCloseTo(1, 3);
    expect(inCents.q / model.q).toBeCloseTo(1, 3);
    expect(inCents.v / model.v / 100).toBeCloseTo(1, 3);
    expect(inCents.logLikelihood).toBeCloseTo(model.logLikelihood - 200 * Math.log(100), 4);
  });

  it('rises along each parameter as it says', () => {
    const of = likelihoodOf(
      Array.from({ length: 40 }, (_, i) => ({ purchases: 1 + (i % 7), mean: 3 + ((i * 31) % 80) })),
    );
    const positive = fc.double({ min: 0.05, max: 50, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, (...at) => {
        const { value, gradient } = of(at);
        for (const axis of [0, 1, 2]) {
          const h = 1e-5 * (at[axis] as number);
          const beside = (by: number) => of(at.map((one, i) => (i === axis ? one + by : one))).value;
          const rise = (beside(h) - beside(-h)) / (2 * h);
          expect(Math.abs(rise - (gradient[axis] as number)) * (at[axis] as number)).toBeLessThan(
            1e-7 * Math.abs(value),
          );
        }
      }),
    );
  });

  it('says nothing of too few, and gives numbers where all spend the same', () => {
    expect(fitGammaGamma([])).toBe(undefined);
    const few = Array.from({ length: FEWEST_SPENDERS }, (_, i): Spent => ({ purchases: 1 + i, mean: 1 + i }));
    expect(fitGammaGamma(few.slice(1))).toBe(undefined);
    expect(fitGammaGamma(few)).not.toBe(undefined);
    const alike = fitGammaGamma(Array.from({ length: 9 }, () => ({ purchases: 2, mean: 10 }))) as GammaGamma;
    expect(alike.isAtEdge).toBe(true);
    expect(expectedSpend(alike, { purchases: 2, mean: 10 })).toBeCloseTo(10, 1);
  });

  it('has no mean of all where it is infinite', () => {
    expect(expectedSpend({ ...PUBLISHED, q: 1 }, { purchases: 0, mean: 0 })).toBe(undefined);
  });
});
