import type { Decider } from '#kernel/decider.js';
import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { Problem } from '#kernel/problem.js';
import { attributed } from './attribution.js';
import { present } from './command.js';
import type { CustomerAsOf } from './customer-as-of.js';
import type { RefundContent, RefundLine, SaleContent, SaleEvent, SaleLine } from './events.js';
import { netOf } from './line.js';
import { spread } from './spread.js';

export interface Sale {
  readonly recorded?: { readonly at: string; readonly content: SaleContent };
  readonly refunds: readonly { readonly occurredAt: string; readonly data: RefundContent }[];
  /** What is left of each line after the refunds: of its net, and of its quantity, in millionths. */
  readonly left: readonly { readonly amount: bigint; readonly quantity: bigint }[];
  readonly voided: boolean;
}

export interface RecordSale {
  readonly type: 'RecordSale';
  readonly at: string;
  readonly sale: SaleContent;
  /** The sale's customer as of `at`; absent for a guest and for a customer nobody has registered. */
  readonly customer?: CustomerAsOf;
  /** Of the opportunity it names: whether there is one. */
  readonly opportunityKnown: boolean;
}
export type LineRefund = { readonly line: number; readonly quantity?: string; readonly amount: string };
/** Either of lines, or of an amount for the whole sale. */
export interface RefundSale {
  readonly type: 'RefundSale';
  readonly id: string;
  readonly refund: string;
  readonly at: string;
  readonly reason?: string;
  readonly amount?: string;
  readonly lines?: readonly LineRefund[];
}
export interface VoidSale {
  readonly type: 'VoidSale';
  readonly id: string;
  readonly change: string;
  readonly reason: string;
}
export type SaleCommand = RecordSale | RefundSale | VoidSale;

export const saleDecider: Decider<Sale, SaleCommand, SaleEvent> = {
  initial: { refunds: [], left: [], voided: false },

  evolve(sale, event) {
    switch (event.type) {
      case 'SaleRecorded': {
        const left = event.data.lines.map((line) => ({ amount: netOf(line), quantity: parseDecimal(line.quantity) }));
        return { ...sale, recorded: { at: event.occurredAt, content: event.data }, left };
      }
      case 'SaleRefunded': {
        const { occurredAt, data } = event;
        return { ...sale, left: lessRefund(sale.left, data.lines), refunds: [...sale.refunds, { occurredAt, data }] };
      }
      case 'SaleVoided':
        return { ...sale, voided: true };
    }
  },

  decide(command, sale) {
    switch (command.type) {
      case 'RecordSale':
        return [record(command)];
      case 'RefundSale':
        return [refund(command, sale)];
      case 'VoidSale':
        return [voidSale(command, sale)];
    }
  },
};

function record({ at, sale, customer, opportunityKnown }: RecordSale): SaleEvent {
  const { opportunityId } = sale;
  if (opportunityId !== undefined && !opportunityKnown)
    throw new Problem('opportunity-unknown', `there is no opportunity ${opportunityId}: open it first`, [
      { field: 'opportunityId', detail: 'is not known' },
    ]);
  const data = attributed(sale, customer);
  if (customer?.closed === true)
    throw new Problem(
      'customer-closed',
      `the customer ${String(sale.customerId)} was closed before ${at}: reopen it first, or correct the date`,
      [{ field: 'customerId', detail: 'was closed before the sale' }],
    );
  return { type: 'SaleRecorded', schema: 1, occurredAt: at, key: keyOf(sale), data };
}

function refund({ id, refund: claim, at, reason, amount, lines = [] }: RefundSale, sale: Sale): SaleEvent {
  const { content, at: soldAt } = existing(sale, id);
  if (sale.voided) throw new Problem('sale-voided', `the sale ${id} is void: there is nothing left to refund`);
  if (at < soldAt)
    throw new Problem('before-its-start', `the refund is dated ${at}, before its sale at ${soldAt}: correct the date`, [
      { field: 'occurredAt', detail: 'lies before the sale' },
    ]);
  const given = amount === undefined ? ofLines(lines, content, sale) : ofWhole(parseDecimal(amount), content, sale);
  const { opportunityId: _opportunity, lines: _lines, ...attribution } = content;
  const data = present({ ...attribution, refund: claim, reason, amount, lines: given });
  return { type: 'SaleRefunded', schema: 1, occurredAt: at, key: keyOf(content), data };
}

function ofLines(lines: readonly LineRefund[], content: SaleContent, sale: Sale): readonly RefundLine[] {
  let { left } = sale;
  return lines.map((asked, i) => {
    const { line, quantity, amount } = asked;
    const sold = content.lines[line];
    if (sold === undefined) throw unknownLine(content, line, i);
    left = lessRefund(left, [asked]);
    const rest = left[line];
    if (rest === undefined || rest.amount < 0n) throw tooMuch(`lines[${String(i)}].amount`, sale.left[line]?.amount);
    if (rest.quantity < 0n) throw tooMuch(`lines[${String(i)}].quantity`, sale.left[line]?.quantity);
    return present({ line, product: sold.product, category: sold.category, quantity, amount });
  });
}

/** Spread over the lines in proportion to what is left of each, so that figures by product stay right. */
function ofWhole(amount: bigint, content: SaleContent, { left }: Sale): readonly RefundLine[] {
  const weights = left.map((rest) => rest.amount);
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (amount > total) throw tooMuch('amount', total);
  const shares = spread(amount, weights);
  return content.lines
    .map(({ product, category }: SaleLine, line) =>
      present({ line, product, category, amount: formatDecimal(shares[line] ?? 0n) }),
    )
    .filter((line) => line.amount !== '0');
}

function lessRefund(
  left: Sale['left'],
  lines: readonly { readonly line?: number; readonly quantity?: string; readonly amount: string }[],
): Sale['left'] {
  const rest = [...left];
  for (const { line = -1, quantity = '0', amount } of lines) {
    const of = rest[line];
    if (of !== undefined)
      rest[line] = { amount: of.amount - parseDecimal(amount), quantity: of.quantity - parseDecimal(quantity) };
  }
  return rest;
}

function voidSale({ id, change, reason }: VoidSale, sale: Sale): SaleEvent {
  const { content, at } = existing(sale, id);
  if (sale.voided) throw new Problem('already-voided', `the sale ${id} is void already: nothing to do`);
  const data = { id, change, reason, sale: content, refunds: sale.refunds };
  return { type: 'SaleVoided', schema: 1, occurredAt: at, key: keyOf(content), data };
}

function existing({ recorded }: Sale, id: string): { at: string; content: SaleContent } {
  if (recorded === undefined) throw new Problem('not-found', `there is no sale ${id}: record it first`);
  return recorded;
}

function unknownLine({ id, lines }: SaleContent, line: number, index: number): Problem {
  const detail = `the sale ${id} has the lines 0 to ${String(lines.length - 1)}, not ${String(line)}`;
  return new Problem('line-unknown', detail, [
    { field: `lines[${String(index)}].line`, detail: 'is no line of the sale' },
  ]);
}

function tooMuch(field: string, left = 0n): Problem {
  const detail = `${field} is more than the ${formatDecimal(left)} that earlier refunds have left of the sale`;
  return new Problem('refund-exceeds-sale', detail, [{ field, detail: `must be at most ${formatDecimal(left)}` }]);
}

function keyOf({ id, customerId }: SaleContent): string {
  return customerId ?? `sale-${id}`;
}
