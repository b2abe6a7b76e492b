import { CALENDAR_DIMENSIONS } from '#figures/dimensions.js';
import { begins, changes } from '#ledger/command-type.js';
import { customerStream } from '../customers/customer-as-of.js';
import { onTimeline } from '../customers/timeline/effect.js';
import { isOpened, opportunityStream } from '../opportunities/known.js';
import { ratesStream } from '../rates/rates-of-day.js';
import type { Subject } from '../subject.js';
import { lookUp } from './attribution.js';
import { REFUND, RECORDING, VOIDING, SALE } from './sale.commands.js';
import { SALE_DIMENSIONS, SALE_LABELS } from './sale.dimensions.js';
import { SALE_EVENTS } from './sale.events.js';
import { saleEffect } from './sale.facts.js';
import { saleReadable } from './sale.readable.js';
import { SALE_READS } from './sale.reads.js';
import { SALES_METRICS } from './sale.metrics.js';

/** A line as the API description shows it. */
const EXAMPLE_LINE = {
  product: 'tea',
  category: 'drinks',
  quantity: '2',
  unitPrice: '12.50',
  discountRate: '0.1',
  tax: '4.28',
};

/** What was sold, to a customer or a guest, and what of it was given back. */
export const SALES: Subject = {
  name: 'sale',
  events: SALE_EVENTS,
  commands: {
    RecordSale: begins(SALE, {
      input: RECORDING,
      complete: async ({ sale, ...asked }, desk) => {
        const [{ rate, ...customer }, opportunityKnown] = await Promise.all([
          lookUp(sale, asked.at, desk),
          isOpened(sale, desk),
        ]);
        return { ...asked, ...customer, opportunityKnown, sale: { ...sale, rate } };
      },
      looksAt: (data) => [customerStream(data), ratesStream(data), opportunityStream(data)],
      route: { method: 'POST', path: 'sales' },
      problems: ['customer-unknown', 'customer-closed', 'opportunity-unknown', 'shares-not-whole'],
      example: {
        summary: 'Record a sale',
        body: {
          id: 's-1',
          customerId: 'ada',
          occurredAt: '2024-03-10T10:30:00+01:00',
          currency: 'EUR',
          lines: [EXAMPLE_LINE],
          channel: 'web',
          opportunityId: 'o-1',
        },
      },
    }),
    RefundSale: changes(SALE, {
      input: REFUND,
      route: { method: 'POST', path: 'sales/:id/refunds', names: 'saleId' },
      problems: ['not-found', 'sale-voided', 'before-its-start', 'line-unknown', 'refund-exceeds-sale'],
      example: {
        summary: 'Refund a part of a sale',
        id: 's-1',
        body: { id: 'r-1', occurredAt: '2024-03-20', lines: [{ line: 0, quantity: '1', amount: '11.25' }] },
      },
    }),
    VoidSale: changes(SALE, {
      input: VOIDING,
      route: { method: 'POST', path: 'sales/:id/void', names: 'saleId' },
      problems: ['not-found', 'already-voided'],
      example: { summary: 'Void a sale that never was', id: 's-1', body: { id: 'v-1', reason: 'entered twice' } },
    }),
  },
  series: [
    {
      /**
       * Lines of sales, and what was given back, on their own days; `record` is the sale (or credit). `orders` is 1 on the first line of a sale.
       * Where several share a sale, a line is a row for each of them, with `shared`: amounts and units by share, `orders` and `lines` of the largest.
       * `purchase` is first, repeat or '' (guest); the labels are the customer's at the end of the day, '' for guests. Amounts of rows with
       * `converted` '1' are in the base currency, of others in their own; those called `own_` are in their own currency always.
       */
      name: 'sales',
      dimensions: SALE_DIMENSIONS,
      labels: SALE_LABELS,
      ofCustomer: ['region', 'salesperson'],
      measures: {
        orders: 'count',
        lines: 'count',
        units: 'amount',
        gross: 'amount',
        discount: 'amount',
        tax: 'amount',
        refunded: 'amount',
        own_gross: 'amount',
        own_discount: 'amount',
        own_tax: 'amount',
        own_refunded: 'amount',
      },
      money: {
        own: { gross: 'own_gross', discount: 'own_discount', tax: 'own_tax', refunded: 'own_refunded' },
      },
      shown: {
        money: { where: 'converted', measures: ['gross', 'discount', 'tax', 'refunded'] },
        sums: {
          net: { gross: 1, discount: -1, refunded: -1 },
          original: { own_gross: 1, own_discount: -1, own_refunded: -1 },
        },
      },
      days: ({ purchases, refunds }) => [purchases, refunds],
      told: {
        orders: 'orders',
        lines: 'lines',
        units: 'units',
        gross: 'revenue.gross',
        discount: 'revenue.discount',
        tax: 'revenue.tax',
        refunded: 'revenue.refunded',
      },
    },
  ],
  facts: onTimeline(saleEffect),
  reads: SALE_READS,
  readable: saleReadable,
  metrics: SALES_METRICS,
  dimensions: {
    ...CALENDAR_DIMENSIONS,
    channel: { isCommon: true },
    currency: { isCommon: true },
    category: { isCommon: true },
    age: { isNumber: true },
  },
};
