import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spread } from './spread.js';

describe('spreading an amount', () => {
  it('gives what is left over to the largest remainders, the first of equals first', () => {
    expect(spread(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
    expect(spread(7n, [10n, 20n, 30n])).toEqual([1n, 2n, 4n]);
    expect(spread(0n, [1n, 2n])).toEqual([0n, 0n]);
    expect(spread(5n, [0n, 5n])).toEqual([0n, 5n]);
  });

  it('sums to the amount, within a millionth of the proportion, never more than the weight', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 16n }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(weights, fc.bigInt({ min: 0n, max: 10n ** 18n }), (list, any) => {
        const total = list.reduce((sum, weight) => sum + weight, 0n);
        const amount = any % (total + 1n);
        const shares = spread(amount, list);
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(amount);
        shares.forEach((share, i) => {
          const weight = list[i] as bigint;
          expect(share <= weight).toBe(true);
          const exact = (amount * weight) / total;
          expect(share === exact || share === exact + 1n).toBe(true);
        });
      }),
    );
  });
});
