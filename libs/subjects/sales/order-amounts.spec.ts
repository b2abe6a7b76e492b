import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDecimal } from '#kernel/decimal.js';
import { taxOf, worked } from './line.js';
import { sharesOf, withShares } from './order-amounts.js';

const line = (amount: string) => worked({ product: 'tea', quantity: '1', amount });

describe('a discount and a tax of a sale as a whole', () => {
  it('are cut by net to the cent, and the rest goes to the largest line, the first of equals', () => {
    const lines = withShares([line('16'), line('20'), line('20')], { discount: '5', tax: '3.29' }, 'USD');
    expect(lines.map(({ reduction }) => reduction)).toEqual(['1.42', '1.8', '1.78']);
    expect(lines.map(({ taxShare }) => taxShare)).toEqual(['0.94', '1.18', '1.17']);
  });

  it('go by the smallest coin of the currency', () => {
    const shares = (currency: string) =>
      withShares([line('1'), line('2')], { discount: '1' }, currency).map(({ reduction }) => reduction);
    expect([shares('JPY'), shares('USD'), shares('KWD'), shares('XQX')]).toEqual([
      ['0', '1'],
      ['0.33', '0.67'],
      ['0.333', '0.667'],
      ['0.33', '0.67'],
    ]);
  });

  it('come on top of what a line says itself', () => {
    const own = worked({ product: 'tea', quantity: '2', unitPrice: '10', discountRate: '0.5', tax: '1' });
    const [first] = withShares([own], { discount: '1', tax: '0.5' }, 'USD');
    expect([first?.reduction, first?.tax, first && taxOf(first)]).toEqual(['11', '1', parseDecimal('1.5')]);
  });

  it('leave lines as they are where there is none, and a sale of nothing takes its tax', () => {
    const lines = [line('0'), line('0')];
    expect(withShares(lines, {}, 'USD')).toBe(lines);
    expect(withShares(lines, { tax: '2' }, 'USD').map(({ taxShare }) => taxShare)).toEqual(['2', undefined]);
  });

  it('sum to the amount, and none takes more than its limit', () => {
    const nets = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 });
    const cents = fc.constantFrom(1_000n, 10_000n, 1_000_000n);
    fc.assert(
      fc.property(nets, fc.bigInt({ min: 0n, max: 10n ** 12n }), cents, (weights, any, cent) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0n);
        const amount = any % (total + 1n);
        const shares = sharesOf(amount, weights, cent, weights);
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(amount);
        shares.forEach((share, i) => expect(share >= 0n && share <= (weights[i] as bigint)).toBe(true));
      }),
    );
  });
});
