import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quantileOf } from '#figures/formulas/quantile.js';
import { toNumber } from '#figures/value.js';
import { medianGap } from './overdue.js';

it('the usual gap is the exact median of the days between purchases', () => {
  const days = fc.uniqueArray(fc.integer({ min: -50_000, max: 50_000 }), { maxLength: 9 });
  fc.assert(
    fc.property(days, (some) => {
      const ascending = some.toSorted((a, b) => a - b);
      const gaps = ascending.slice(1).map((day, i) => [BigInt(day - (ascending[i] ?? day)), 1n] as const);
      const median = quantileOf(gaps, 1, 2);
      expect(medianGap(ascending)).toBe(median && toNumber(median));
    }),
  );
});
