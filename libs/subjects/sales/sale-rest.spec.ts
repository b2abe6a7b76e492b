import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import type { RefundContent, SaleContent, SaleEvent } from './sale.events.js';
import { saleDecider, type RefundSale } from './sale.decider.js';

const base = { schema: 1, key: 'c1' } as const;
const at = '2020-04-01T00:00:00.000Z';
const attribution = { id: 's1', customerId: 'c1', currency: 'USD', rate: '1' };
const line = (product: string, gross: string) => ({ product, quantity: '1', unitPrice: gross, gross, reduction: '0' });
const sold = (data: SaleContent): SaleEvent => ({ ...base, type: 'SaleRecorded', occurredAt: at, data });
const refunded = (data: RefundContent): SaleEvent => ({ ...base, type: 'SaleRefunded', occurredAt: at, data });
const refundOf = (refund: string, lines: RefundContent['lines'], more: Partial<RefundContent> = {}): RefundContent => ({
  ...attribution,
  refund,
  lines,
  ...more,
});
const refund = (asked: Partial<RefundSale>): RefundSale => ({
  type: 'RefundSale',
  id: 's1',
  refund: 'r1',
  at,
  ...asked,
});

describe('what refunds leave of a sale', () => {
  const taxed = sold({
    ...attribution,
    lines: [
      { ...line('tea', '10'), tax: '1.9' },
      { ...line('pot', '30'), tax: '5.7' },
    ],
  });

  it('gives tax back by line, at most what is left of it', () => {
    const half = { line: 0, amount: '5', tax: '0.95' };
    const event = refunded(refundOf('r1', [{ ...half, product: 'tea' }]));
    given(saleDecider, taxed)
      .when(refund({ lines: [half] }))
      .yields(event);
    const rest = given(saleDecider, taxed, event);
    rest.when(refund({ lines: [{ ...half, tax: '0.96' }] })).isRefused('refund-exceeds-sale', 'lines[0].tax');
    rest.when(refund({ lines: [half] })).yields(event);
    rest
      .when(
        refund({
          lines: [
            { ...half, amount: '1' },
            { ...half, amount: '1', tax: '0.01' },
          ],
        }),
      )
      .isRefused('refund-exceeds-sale', 'lines[1].tax');
    given(saleDecider, sold({ ...attribution, lines: [line('tea', '10')] }))
      .when(refund({ lines: [{ line: 0, amount: '1', tax: '0.01' }] }))
      .isRefused('refund-exceeds-sale', 'lines[0].tax');
  });

  it('gives the tax of the whole sale back in proportion to what is left of each line’s', () => {
    given(saleDecider, taxed)
      .when(refund({ amount: '20', tax: '3.8' }))
      .yields(
        refunded(
          refundOf(
            'r1',
            [
              { line: 0, product: 'tea', amount: '5', tax: '0.95' },
              { line: 1, product: 'pot', amount: '15', tax: '2.85' },
            ],
            { amount: '20', tax: '3.8' },
          ),
        ),
      );
    given(saleDecider, taxed)
      .when(refund({ amount: '20', tax: '7.61' }))
      .isRefused('refund-exceeds-sale', 'tax');
    // The amount may be all of a line's whose tax is not all given back.
    given(saleDecider, taxed, refunded(refundOf('r0', [{ line: 0, product: 'tea', amount: '10' }])))
      .when(refund({ amount: '30', tax: '7.6' }))
      .yields(
        refunded(
          refundOf(
            'r1',
            [
              { line: 0, product: 'tea', amount: '0', tax: '1.9' },
              { line: 1, product: 'pot', amount: '30', tax: '5.7' },
            ],
            { amount: '30', tax: '7.6' },
          ),
        ),
      );
  });

  it('of the last of a foreign sale counts as the last of what the sale counts as', () => {
    const foreign = { ...attribution, currency: 'EUR', rate: '0.333333' };
    const abroad = sold({ ...foreign, lines: [line('tea', '0.000005')] });
    const part = (refundId: string, amount: string, more: object = {}) =>
      refunded({ ...foreign, refund: refundId, lines: [{ line: 0, product: 'tea', amount, ...more }] });
    const ask = (amount: string) => refund({ lines: [{ line: 0, amount }] });
    // 0.000005 counts as 0.000002: the first part as 0.000001, the second as 0, the last as all that is left.
    given(saleDecider, abroad).when(ask('0.000003')).yields(part('r1', '0.000003'));
    const rest = given(saleDecider, abroad, part('r0', '0.000003'));
    rest.when(ask('0.000001')).yields(part('r1', '0.000001'));
    rest.when(ask('0.000002')).yields(part('r1', '0.000002'));
    given(saleDecider, abroad, part('r0', '0.000003'), part('r9', '0.000001'))
      .when(ask('0.000001'))
      .yields(part('r1', '0.000001', { inBase: '0.000001' }));
  });
});
