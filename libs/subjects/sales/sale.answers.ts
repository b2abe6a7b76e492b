import { Type } from 'typebox';
import { EVENT, MASKED } from '#figures/journal/journal.answers.js';
import { closed, DECIMAL, INSTANT, named, nullable, oneOf, text, type Told } from '#kernel/answer-schema.js';

const label = (description: string) => Type.Optional(text(description));

/** Who share a sale or win: what it counts under. */
export const CREDITS_SHOWN = Type.Optional(Type.Array(closed({ salesperson: text('who'), share: DECIMAL })));

const LINE = closed({
  product: text('what was sold'),
  category: label('of the product'),
  quantity: DECIMAL,
  unitPrice: Type.Optional(DECIMAL),
  amount: Type.Optional(DECIMAL),
  discountRate: Type.Optional(DECIMAL),
  tax: Type.Optional(DECIMAL),
  gross: DECIMAL,
  discount: DECIMAL,
  net: DECIMAL,
});

const REFUND_LINE = closed({
  line: Type.Optional(Type.Integer({ minimum: 0, description: 'of the sale, from 0' })),
  product: label('of the line'),
  category: label('of the line'),
  quantity: Type.Optional(DECIMAL),
  amount: DECIMAL,
  tax: Type.Optional(DECIMAL),
  inBase: Type.Optional(DECIMAL),
  taxInBase: Type.Optional(DECIMAL),
});

/** What is shown of a sale. */
export const SALE_SHOWN = named('Sale', 'A sale as of now', {
  id: text('as the caller gave it'),
  status: oneOf(['recorded', 'voided']),
  occurredAt: INSTANT,
  customerId: label('absent for a guest'),
  currency: text('ISO 4217'),
  rate: nullable(DECIMAL, 'units of the base currency for one of the sale; null where there was none on its day'),
  region: label('what it counts under'),
  salesperson: label('what it counts under, unless it has credits'),
  credits: CREDITS_SHOWN,
  channel: label('what it counts under'),
  campaign: label('what it counts under'),
  opportunityId: label('the opportunity it came from'),
  discount: Type.Optional(DECIMAL),
  tax: Type.Optional(DECIMAL),
  lines: Type.Array(LINE),
  totals: closed({
    gross: DECIMAL,
    discount: DECIMAL,
    net: DECIMAL,
    tax: DECIMAL,
    refunded: DECIMAL,
    left: DECIMAL,
    taxRefunded: DECIMAL,
  }),
  refunds: Type.Array(
    closed({
      id: text('as the caller gave it'),
      occurredAt: INSTANT,
      reason: label('as given'),
      masked: MASKED,
      lines: Type.Array(REFUND_LINE),
    }),
  ),
  journal: Type.Array(EVENT),
});
export type SaleShown = Told<typeof SALE_SHOWN>;
