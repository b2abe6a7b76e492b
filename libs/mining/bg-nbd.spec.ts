import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FEWEST_AGAIN, fitBgNbd, probabilityAlive, purchasesWhileAlive, type BgNbd, type Repeats } from './bg-nbd.js';
import { seenAlike } from './bg-nbd-seen.js';

/** As published for the CDNOW sample, in weeks. */
const PUBLISHED: BgNbd = {
  ...{ r: 0.24259, alpha: 4.4136, a: 0.79292, b: 2.42591 },
  ...{ logLikelihood: -9582.4292, isAtEdge: false },
};

const NEW = { frequency: 0, T: 0 };

const expected = (model: BgNbd, customer: Repeats, horizon: number): number =>
  probabilityAlive(model, customer) * purchasesWhileAlive(model, customer, horizon);

const positive = fc.double({ min: 0.05, max: 20, noNaN: true });
const models = fc.record({ r: positive, alpha: positive, a: positive, b: positive }).map((model) => ({
  ...model,
  logLikelihood: 0,
  isAtEdge: false,
}));
const repeats = fc
  .record({
    frequency: fc.nat(30),
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    T: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ frequency, share, T }): Repeats => ({ frequency, recency: frequency === 0 ? 0 : share * T, T }));

describe('BG/NBD', () => {
  it('expects what was published of one customer, and of somebody new', () => {
    expect(expected(PUBLISHED, { frequency: 2, recency: 30.43, T: 38.86 }, 39)).toBeCloseTo(1.226, 3);
    const weeks = { '0.1429': 0.0078, '1': 0.0532, '3': 0.1506, '31.8571': 1.0405, '32': 1.0437, '78': 1.8576 };
    for (const [t, purchases] of Object.entries(weeks))
      expect(purchasesWhileAlive(PUBLISHED, NEW, Number(t))).toBeCloseTo(purchases, 3);
  });

  it('expects what adding up over each rate and chance of loss expects', () => {
    // Given rate l and chance p: (1 - e^(-l p t)) / p; over a grid of both, for gamma(2, 3) and beta(2, 3), which are smooth.
    const [t, steps] = [10, 400];
    let sum = 0;
    for (let i = 0; i < steps; i++)
      for (let j = 0; j < steps; j++) {
        const [l, p] = [((i + 0.5) / steps) * 12, (j + 0.5) / steps];
        const density = 9 * l * Math.exp(-3 * l) * 12 * p * (1 - p) ** 2;
        sum += ((1 - Math.exp(-l * p * t)) / p) * density * (12 / steps) * (1 / steps);
      }
    const model = { r: 2, alpha: 3, a: 2, b: 3, logLikelihood: 0, isAtEdge: false };
    expect(purchasesWhileAlive(model, NEW, t)).toBeCloseTo(sum, 3);
  });

  it('expects more of whoever was there later, no less of a longer time, and never no number', () => {
    fc.assert(
      fc.property(models, repeats, fc.integer({ min: 1, max: 400 }), (model, customer, horizon) => {
        const found = expected(model, customer, horizon);
        expect(found).toBeGreaterThan(0);
        // No more than if nobody were ever lost.
        const never = ((model.r + customer.frequency) * horizon) / (model.alpha + customer.T);
        expect(found).toBeLessThanOrEqual(never * (1 + 1e-9));
        expect(expected(model, customer, horizon + 1)).toBeGreaterThanOrEqual(found * (1 - 1e-9));
        const later = probabilityAlive(model, { ...customer, recency: customer.T });
        expect(later).toBeGreaterThanOrEqual(probabilityAlive(model, customer));
      }),
    );
  });

  it('stays a number for parameters and customers as large as there are', () => {
    for (const size of [1e-6, 1, 1e6])
      for (const [frequency, T] of [
        [0, 0],
        [3_000, 3_650],
      ] as const) {
        const model = { r: size, alpha: size, a: 1 / size, b: size, logLikelihood: 0, isAtEdge: true };
        const found = expected(model, { frequency, recency: T, T }, 3_660);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThan(Infinity);
      }
  });

  it('is fitted so that no parameters nearby are likelier, the same whoever comes first', () => {
    const customers = drawn(600);
    const model = fitBgNbd(customers);
    expect(fitBgNbd(customers.toReversed())).toEqual(model);
    const { r, alpha, a, b, logLikelihood } = model as BgNbd;
    const seen = seenAlike(customers);
    expect(seen.logLikelihood([r, alpha, a, b]).value).toBe(logLikelihood);
    for (const axis of [0, 1, 2, 3])
      for (const factor of [0.9, 0.99, 1.01, 1.1]) {
        const moved = [r, alpha, a, b].map((value, i) => (i === axis ? value * factor : value));
        expect(seen.logLikelihood(moved).value).toBeLessThan(logLikelihood);
      }
  });

  it('rises along each parameter as it says', () => {
    const seen = seenAlike([...drawn(50), { frequency: 0, recency: 0, T: 9 }, { frequency: 40, recency: 20, T: 21 }]);
    fc.assert(
      fc.property(models, ({ r, alpha, a, b }) => {
        const at = [r, alpha, a, b];
        const { value, gradient } = seen.logLikelihood(at);
        for (const axis of [0, 1, 2, 3]) {
          const h = 1e-5 * (at[axis] as number);
          const beside = (by: number) => seen.logLikelihood(at.map((one, i) => (i === axis ? one + by : one))).value;
          const rise = (beside(h) - beside(-h)) / (2 * h);
          expect(Math.abs(rise - (gradient[axis] as number)) * (at[axis] as number)).toBeLessThan(
            1e-7 * Math.abs(value),
          );
        }
      }),
    );
  });

  it('says nothing of customers of whom too few came again', () => {
    const once = Array.from({ length: 50 }, (_, T): Repeats => ({ frequency: 0, recency: 0, T }));
    const again = (count: number) =>
      Array.from({ length: count }, (_, i): Repeats => ({ frequency: 1, recency: 3 + i, T: 9 + i }));
    for (const customers of [[], once, [...once, ...again(FEWEST_AGAIN - 1)]])
      expect(fitBgNbd(customers)).toBe(undefined);
    expect(fitBgNbd([...once, ...again(FEWEST_AGAIN)])).not.toBe(undefined);
  });

  it('gives numbers for customers who are all alike', () => {
    const alike = Array.from({ length: 10 }, (): Repeats => ({ frequency: 5, recency: 50, T: 50 }));
    const model = fitBgNbd(alike) as BgNbd;
    for (const value of [model.r, model.alpha, model.a, model.b, model.logLikelihood]) expect(value).not.toBe(NaN);
    expect(model.isAtEdge).toBe(true);
    const found = expected(model, { frequency: 5, recency: 50, T: 50 }, 10);
    expect(found).toBeGreaterThan(0.5);
    expect(found).toBeLessThan(1.5);
  });
});

/** Customers of the model itself, r and a of 1 so that both are drawn by one logarithm and one root; the same each time. */
function drawn(count: number): readonly Repeats[] {
  let state = 1;
  const uniform = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, (_, i) => {
    const T = 20 + (i % 30) / 7;
    const rate = -Math.log(uniform()) / 10;
    const lost = 1 - uniform() ** (1 / 3);
    let [time, frequency, recency] = [0, 0, 0];
    for (let isThere = true; isThere; isThere = uniform() > lost) {
      time += -Math.log(uniform()) / rate;
      if (time > T) break;
      [frequency, recency] = [frequency + 1, time];
    }
    return { frequency, recency, T };
  });
}
