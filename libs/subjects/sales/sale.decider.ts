import type { Decider } from '#kernel/decider.js';
import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { Problem } from '#kernel/problem.js';
import { attributed } from './attribution.js';
import { needWholeShares } from './credit-shares.js';
import { present } from '#ledger/command.js';
import type { CustomerAsOf } from '../customers/customer-as-of.js';
import type { RefundContent, RefundLine, SaleContent, SaleEvent, SaleLine } from './sale.events.js';
import { converted, earlierOf, lessGiven, restOf, type Rest } from './sale-rest.js';
import { spread } from './spread.js';

export interface Sale {
  readonly recorded?: { readonly at: string; readonly content: SaleContent };
  readonly refunds: readonly { readonly occurredAt: string; readonly data: RefundContent }[];
  /** What the refunds have left of each line. */
  readonly left: readonly Rest[];
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
export type LineRefund = {
  readonly line: number;
  readonly quantity?: string;
  readonly amount: string;
  readonly tax?: string;
};
/** Either of lines, or of an amount and tax for the whole sale. */
export interface RefundSale {
  readonly type: 'RefundSale';
  readonly id: string;
  readonly refund: string;
  readonly at: string;
  readonly reason?: string;
  readonly amount?: string;
  readonly tax?: string;
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
        const left = event.data.lines.map((line) => restOf(line, event.data.rate));
        return { ...sale, recorded: { at: event.occurredAt, content: event.data }, left };
      }
      case 'SaleRefunded': {
        const { occurredAt, data } = event;
        const left = data.lines.reduce((rests, line) => lessLine(rests, line, data.rate), sale.left);
        return { ...sale, left, refunds: [...sale.refunds, { occurredAt, data }] };
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
  needWholeShares(sale.credits);
  const data = attributed(sale, customer);
  if (customer?.closed === true)
    throw new Problem(
      'customer-closed',
      `the customer ${String(sale.customerId)} was closed before ${at}: reopen it first, or correct the date`,
      [{ field: 'customerId', detail: 'was closed before the sale' }],
    );
  return { type: 'SaleRecorded', schema: 1, occurredAt: at, key: keyOf(sale), data };
}

function refund({ id, refund: claim, at, reason, amount, tax, lines = [] }: RefundSale, sale: Sale): SaleEvent {
  const { content, at: soldAt } = existing(sale, id);
  if (sale.voided) throw new Problem('sale-voided', `the sale ${id} is void: there is nothing left to refund`);
  if (at < soldAt)
    throw new Problem('before-its-start', `the refund is dated ${at}, before its sale at ${soldAt}: correct the date`, [
      { field: 'occurredAt', detail: 'lies before the sale' },
    ]);
  const given = amount === undefined ? ofLines(lines, content, sale) : ofWhole({ amount, tax }, content, sale);
  const { opportunityId: _opportunity, discount: _discount, tax: _tax, lines: _lines, ...attribution } = content;
  const data = present({ ...attribution, refund: claim, reason, amount, tax, lines: given });
  return { type: 'SaleRefunded', schema: 1, occurredAt: at, key: keyOf(content), data };
}

function ofLines(lines: readonly LineRefund[], content: SaleContent, sale: Sale): readonly RefundLine[] {
  let { left } = sale;
  return lines.map((asked, i) => {
    const { line, quantity, amount, tax } = asked;
    const [sold, before] = [content.lines[line], left[line]];
    if (sold === undefined || before === undefined) throw unknownLine(content, line, i);
    const { product, category } = sold;
    const earlier = earlierOf(sold, before, content);
    const said = present({ line, product, category, quantity, amount, tax, earlier });
    const given = converted(said, before, content.rate);
    left = lessLine(left, given, content.rate);
    const rest = left[line] as Rest;
    if (rest.net.amount < 0n) throw tooMuch(`lines[${String(i)}].amount`, before.net.amount);
    if (rest.quantity < 0n) throw tooMuch(`lines[${String(i)}].quantity`, before.quantity);
    if (rest.tax.amount < 0n) throw tooMuch(`lines[${String(i)}].tax`, before.tax.amount);
    return given;
  });
}

/** Spread over the lines in proportion to what is left of each, so that figures by product stay right. */
function ofWhole(
  { amount, tax }: { readonly amount: string; readonly tax: string | undefined },
  content: SaleContent,
  { left }: Sale,
): readonly RefundLine[] {
  const amounts = sharesOf('amount', amount, left, ({ net }) => net.amount);
  const taxes = sharesOf('tax', tax ?? '0', left, (rest) => rest.tax.amount);
  return left.flatMap((rest, line) => {
    const sold = content.lines[line] as SaleLine;
    const { product, category } = sold;
    const [share, taxShare] = [amounts[line] ?? 0n, taxes[line] ?? 0n];
    if (share === 0n && taxShare === 0n) return [];
    const given = { line, product, category, amount: formatDecimal(share), earlier: earlierOf(sold, rest, content) };
    const taxed = present({ ...given, tax: taxShare === 0n ? undefined : formatDecimal(taxShare) });
    return [converted(taxed, rest, content.rate)];
  });
}

function sharesOf(field: string, amount: string, left: Sale['left'], of: (rest: Rest) => bigint): readonly bigint[] {
  const weights = left.map(of);
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const wanted = parseDecimal(amount);
  if (wanted > total) throw tooMuch(field, total);
  return wanted === 0n ? [] : spread(wanted, weights);
}

function lessLine(left: Sale['left'], given: RefundLine, rate: string | null): Sale['left'] {
  const { line = -1 } = given;
  const rest = left[line];
  return rest === undefined ? left : left.with(line, lessGiven(rest, given, rate));
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
