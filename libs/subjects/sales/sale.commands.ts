import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { aggregate } from '#ledger/aggregate.js';
import { present, pastInstant, type Unrated } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { amount, positiveAmount, quantity, whole } from '#ledger/input/number.js';
import { list, object, optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { ATTRIBUTION } from './attribution.js';
import { checkCredits, CREDITS } from './credit-shares.js';
import { LINE, lineSaid, netOf, worked } from './line.js';
import { withShares } from './order-amounts.js';
import { saleDecider, type LineRefund, type RecordSale, type RefundSale, type VoidSale } from './sale.decider.js';
import { SALE_EVENTS, type RefundLine, type SaleEvent } from './sale.events.js';

export const RECORDING = commandInput(
  'RecordSale',
  {
    id: label,
    occurredAt: instant,
    ...ATTRIBUTION,
    ...CREDITS,
    campaign: optional(label),
    opportunityId: optional(label),
    discount: optional(amount),
    tax: optional(amount),
    lines: list(LINE),
  },
  ({ occurredAt, lines, ...said }, reading): Unrated<RecordSale, 'sale'> => {
    const at = pastInstant('occurredAt', occurredAt, reading);
    return { type: 'RecordSale', at, sale: { ...said, lines: withShares(lines.map(worked), said, said.currency) } };
  },
  ({ discount, lines, ...said }, scope) => {
    checkCredits(said, scope);
    if (!scope.sound || discount === undefined || lines === undefined) return;
    const net = lines.map(worked).reduce((sum, line) => sum + netOf(line), 0n);
    if (parseDecimal(discount) > net)
      scope.fail('discount', `must not be more than the ${formatDecimal(net)} that the lines come to`);
  },
);

const REFUNDED = object({
  line: whole(Number.MAX_SAFE_INTEGER),
  quantity: optional(quantity),
  amount: positiveAmount,
  tax: optional(amount),
});

export const REFUND = commandInput(
  'RefundSale',
  {
    id: label,
    saleId: label,
    occurredAt: instant,
    reason: optional(text),
    amount: optional(positiveAmount),
    tax: optional(amount),
    lines: optional(list(REFUNDED)),
  },
  ({ id: refund, saleId: id, occurredAt, ...said }, reading): RefundSale => {
    const at = pastInstant('occurredAt', occurredAt, reading);
    return { type: 'RefundSale', id, refund, at, ...said };
  },
  (_said, scope) => {
    scope.requireOneOf('lines', 'amount');
    scope.refuseWith('tax', 'lines', 'give each line its own');
  },
);

export const VOIDING = commandInput(
  'VoidSale',
  { id: label, saleId: label, reason: text },
  ({ id: change, saleId: id, reason }): VoidSale => ({ type: 'VoidSale', id, change, reason }),
);

/** The command an event was, as the caller said it. */
function saleSaid({ type, occurredAt, data }: SaleEvent): Said {
  switch (type) {
    case 'SaleRecorded': {
      const { rate: _rate, lines, ...said } = data;
      const content = { type: 'RecordSale', occurredAt, ...said, lines: lines.map(lineSaid) };
      return { content, filled: ['region', 'salesperson'] };
    }
    case 'SaleRefunded': {
      const { id: saleId, refund: id, reason, amount, tax, lines } = data;
      const given = amount === undefined ? lines.map(lineRefundSaid) : undefined;
      const content = present({ type: 'RefundSale', id, saleId, occurredAt, reason, amount, tax, lines: given });
      return { content, filled: [] };
    }
    case 'SaleVoided': {
      const { id: saleId, change: id, reason } = data;
      return { content: { type: 'VoidSale', id, saleId, reason }, filled: [] };
    }
  }
}

function lineRefundSaid({ line = 0, quantity, amount, tax }: RefundLine): LineRefund {
  return present({ line, quantity, amount, tax });
}

export const SALE = aggregate('sale-', { decider: saleDecider, events: SALE_EVENTS, said: saleSaid });
