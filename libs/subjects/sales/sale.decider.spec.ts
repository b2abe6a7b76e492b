import { describe, expect, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import type { RefundContent, SaleContent, SaleEvent } from './sale.events.js';
import { saleDecider, type RefundSale } from './sale.decider.js';

const day = (text: string) => `2020-${text}T00:00:00.000Z`;
const line = (product: string, gross: string, reduction = '0', quantity = '1') =>
  ({ product, quantity, unitPrice: gross, gross, reduction }) as const;
const guest: SaleContent = {
  id: 's1',
  currency: 'USD',
  rate: '1',
  opportunityId: 'o1',
  channel: 'web',
  lines: [line('tea', '10'), line('pot', '30', '10', '2'), line('bag', '0')],
};
const bought: SaleContent = { ...guest, customerId: 'c1' };
const sold = (data: SaleContent, key: string): SaleEvent => ({
  type: 'SaleRecorded',
  schema: 1,
  occurredAt: day('03-01'),
  key,
  data,
});
const { opportunityId: _opportunity, lines: _lines, ...attribution } = bought;
const refundOf = (refund: string, lines: RefundContent['lines'], more: Partial<RefundContent> = {}): RefundContent => ({
  ...attribution,
  refund,
  lines,
  ...more,
});
const refunded = (data: RefundContent, on = '04-01'): SaleEvent => ({
  type: 'SaleRefunded',
  schema: 1,
  occurredAt: day(on),
  key: 'c1',
  data,
});
const voided: SaleEvent = {
  type: 'SaleVoided',
  schema: 1,
  occurredAt: day('03-01'),
  key: 'c1',
  data: { id: 's1', change: 'v1', reason: 'mistake', sale: bought, refunds: [] },
};
const refund = (asked: Partial<RefundSale>): RefundSale => ({
  type: 'RefundSale',
  id: 's1',
  refund: 'r1',
  at: day('04-01'),
  ...asked,
});

describe('recording a sale', () => {
  const record = (sale: SaleContent) =>
    ({ type: 'RecordSale', at: day('03-01'), sale, opportunityKnown: true }) as const;

  it('of a guest keeps to its own stream', () => {
    given(saleDecider).when(record(guest)).yields(sold(guest, 'sale-s1'));
  });

  it('of a customer belongs to the customer', () => {
    given(saleDecider)
      .when({ ...record(bought), customer: { closed: false } })
      .yields(sold(bought, 'c1'));
  });

  it('takes the region and salesperson it does not name from the customer', () => {
    const customer = { closed: false, region: 'North', salesperson: 'Ann' };
    given(saleDecider)
      .when({ ...record({ ...bought, region: 'South' }), customer })
      .yields(sold({ ...bought, region: 'South', salesperson: 'Ann' }, 'c1'));
  });

  it('needs a customer that is registered', () => {
    given(saleDecider).when(record(bought)).isRefused('customer-unknown', 'customerId');
  });

  it('needs the opportunity it names, if it names one', () => {
    const unknown = { opportunityKnown: false };
    given(saleDecider)
      .when({ ...record(guest), ...unknown })
      .isRefused('opportunity-unknown', 'opportunityId');
    const { opportunityId: _none, ...alone } = guest;
    given(saleDecider)
      .when({ ...record(alone), ...unknown })
      .yields(sold(alone, 'sale-s1'));
  });

  it('needs a customer that was not closed', () => {
    given(saleDecider)
      .when({ ...record(bought), customer: { closed: true } })
      .isRefused('customer-closed', 'customerId');
  });
});

describe('refunding a sale', () => {
  const sale = sold(bought, 'c1');
  const tea = { line: 0, product: 'tea', amount: '4' };

  it('of lines counts under what the sale counted under, and the lines’ products', () => {
    given(saleDecider, sale)
      .when(
        refund({
          reason: 'broken',
          lines: [
            { line: 0, amount: '4' },
            { line: 1, quantity: '2', amount: '20' },
          ],
        }),
      )
      .yields(
        refunded(refundOf('r1', [tea, { line: 1, product: 'pot', quantity: '2', amount: '20' }], { reason: 'broken' })),
      );
  });

  it('of an amount is spread over the lines in proportion to what is left of each', () => {
    given(saleDecider, sale)
      .when(refund({ amount: '15' }))
      .yields(
        refunded(
          refundOf(
            'r1',
            [
              { line: 0, product: 'tea', amount: '5' },
              { line: 1, product: 'pot', amount: '10' },
            ],
            { amount: '15' },
          ),
        ),
      );
    given(saleDecider, sale, refunded(refundOf('r0', [{ ...tea, amount: '10' }])))
      .when(refund({ amount: '20' }))
      .yields(refunded(refundOf('r1', [{ line: 1, product: 'pot', amount: '20' }], { amount: '20' })));
  });

  it('may give back everything, to the last millionth, and not a millionth more', () => {
    given(saleDecider, sale)
      .when(refund({ amount: '30.000001' }))
      .isRefused('refund-exceeds-sale', 'amount');
    const rest = refundOf('r1', [
      { ...tea, amount: '9.999999' },
      { line: 1, product: 'pot', amount: '20' },
    ]);
    const nearly = given(saleDecider, sale, refunded(rest));
    nearly
      .when(refund({ refund: 'r2', amount: '0.000001' }))
      .yields(refunded(refundOf('r2', [{ ...tea, amount: '0.000001' }], { amount: '0.000001' })));
    nearly.when(refund({ refund: 'r2', amount: '0.000002' })).isRefused('refund-exceeds-sale', 'amount');
  });

  it('takes at most the net of a line, over all refunds and within one', () => {
    const given1 = given(saleDecider, sale, refunded(refundOf('r0', [tea])));
    given1
      .when(refund({ lines: [{ line: 0, amount: '6' }] }))
      .yields(refunded(refundOf('r1', [{ ...tea, amount: '6' }])));
    given1.when(refund({ lines: [{ line: 0, amount: '6.01' }] })).isRefused('refund-exceeds-sale', 'lines[0].amount');
    given1
      .when(
        refund({
          lines: [
            { line: 0, amount: '3' },
            { line: 0, amount: '3.01' },
          ],
        }),
      )
      .isRefused('refund-exceeds-sale', 'lines[1].amount');
    given1.when(refund({ lines: [{ line: 1, amount: '20.01' }] })).isRefused('refund-exceeds-sale', 'lines[0].amount');
    given1.when(refund({ lines: [{ line: 2, amount: '0.01' }] })).isRefused('refund-exceeds-sale', 'lines[0].amount');
  });

  it('takes back at most the quantity of a line', () => {
    given(saleDecider, sale)
      .when(refund({ lines: [{ line: 1, quantity: '2.001', amount: '1' }] }))
      .isRefused('refund-exceeds-sale', 'lines[0].quantity');
  });

  it('names lines that the sale has', () => {
    given(saleDecider, sale)
      .when(
        refund({
          lines: [
            { line: 0, amount: '1' },
            { line: 3, amount: '1' },
          ],
        }),
      )
      .isRefused('line-unknown', 'lines[1].line');
  });

  it('is dated on or after its sale', () => {
    given(saleDecider, sale)
      .when(refund({ at: '2020-02-29T23:59:59.999Z', amount: '1' }))
      .isRefused('before-its-start', 'occurredAt');
    given(saleDecider, sale)
      .when(refund({ at: day('03-01'), lines: [{ line: 0, amount: '4' }] }))
      .yields(refunded(refundOf('r1', [tea]), '03-01'));
  });

  it('needs a sale that is there and stands', () => {
    given(saleDecider)
      .when(refund({ amount: '1' }))
      .isRefused('not-found');
    given(saleDecider, sale, voided)
      .when(refund({ amount: '1' }))
      .isRefused('sale-voided');
  });
});

describe('voiding a sale', () => {
  const voidSale = { type: 'VoidSale', id: 's1', change: 'v1', reason: 'mistake' } as const;

  it('takes back the sale and its refunds, on their own days', () => {
    const first = refundOf('r1', [{ line: 0, product: 'tea', amount: '4' }]);
    const second = refundOf('r2', [{ line: 1, product: 'pot', amount: '5' }]);
    given(saleDecider, sold(bought, 'c1'), refunded(second, '06-01'), refunded(first, '04-01'))
      .when(voidSale)
      .yields({
        ...voided,
        data: {
          ...voided.data,
          refunds: [
            { occurredAt: day('06-01'), data: second },
            { occurredAt: day('04-01'), data: first },
          ],
        },
      });
  });

  it('happens once, to a sale that is there', () => {
    given(saleDecider).when(voidSale).isRefused('not-found');
    given(saleDecider, sold(bought, 'c1'), voided)
      .when({ ...voidSale, change: 'v2' })
      .isRefused('already-voided');
  });

  it('leaves what was sold in the state, so that nothing else can take its place', () => {
    expect(given(saleDecider, sold(bought, 'c1'), voided).state.recorded?.content).toEqual(bought);
  });
});
