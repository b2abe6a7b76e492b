import { convert, parseDecimal } from '#kernel/decimal.js';
import type { RefundContent, SaleContent, SaleEvent } from '#subjects/sales/sale.events.js';
import { UTC } from './projected.js';
import type { Arrival } from './random-book.js';

/** Sums by salesperson: amounts in millionths, where there is a rate; orders by the ids of the sales. */
export interface ByHand {
  readonly sales: bigint;
  readonly refunded: bigint;
  readonly tax: bigint;
  readonly units: bigint;
  readonly lines: bigint;
  readonly orders: ReadonlySet<string>;
  readonly buyers: ReadonlySet<string>;
}
type Sums = { -readonly [Name in keyof ByHand]: ByHand[Name] extends bigint ? bigint : Set<string> };

/**
 * What was sold and given back on days, worked out from what is on record of each sale and the definitions alone: each has its share cut down
 * to the millionth, the largest share the rest; of what is given back in parts, of all that was given back up to then.
 */
export function sharedByHand(
  arrivals: readonly Arrival[],
  { from, to }: { readonly from: number; readonly to: number },
): ReadonlyMap<string, ByHand> {
  const found = new Map<string, Sums>();
  const of = (salesperson: string): Sums => {
    const known = found.get(salesperson) ?? {
      ...{ sales: 0n, refunded: 0n, tax: 0n, units: 0n, lines: 0n },
      ...{ orders: new Set<string>(), buyers: new Set<string>() },
    };
    found.set(salesperson, known);
    return known;
  };
  const isInside = (instant: string): boolean => from <= UTC.dayOf(instant) && UTC.dayOf(instant) <= to;
  const events = arrivals.map(({ event }) => event as SaleEvent);
  for (const own of Map.groupBy(events, ({ data }) => data.id).values()) {
    if (own.some(({ type }) => type === 'SaleVoided')) continue;
    const [sold, ...later] = own as [SaleEvent, ...SaleEvent[]];
    const content = sold.data as SaleContent;
    if (isInside(sold.occurredAt)) addSale(of, content);
    const before = content.lines.map(() => ({ amount: 0n, tax: 0n }));
    for (const event of later) addRefund(of, event.data as RefundContent, before, isInside(event.occurredAt));
  }
  return found;
}

type Of = (salesperson: string) => Sums;

function addSale(of: Of, { id, customerId, credits, rate, lines }: SaleContent): void {
  for (const [i, one] of lines.entries()) {
    const tax = parseDecimal(one.tax ?? '0');
    const net = convert(parseDecimal(one.gross), rate) - convert(parseDecimal(one.reduction), rate);
    if (rate !== null) {
      add(of, credits, net, (sums, part) => (sums.sales += part));
      add(of, credits, convert(tax, rate), (sums, part) => (sums.tax += part));
    }
    addUnits(of, credits, parseDecimal(one.quantity));
    of(largest(credits)).lines += 1n;
    for (const name of names(credits)) {
      if (i === 0) of(name).orders.add(id);
      if (customerId !== undefined) of(name).buyers.add(customerId);
    }
  }
}

/** Nobody has none of what was sold. */
function addUnits(of: Of, credits: SaleContent['credits'], quantity: bigint): void {
  const lead = largest(credits);
  let rest = quantity;
  for (const { salesperson, share } of credits ?? []) {
    if (salesperson === lead) continue;
    const cut = (quantity * parseDecimal(share)) / 1_000_000n;
    const part = cut === 0n ? 1n : cut;
    of(salesperson).units += part;
    rest -= part;
  }
  of(lead).units += rest;
}

function addRefund(
  of: Of,
  { credits, rate, lines }: RefundContent,
  before: readonly { amount: bigint; tax: bigint }[],
  isInside: boolean,
): void {
  for (const { line = 0, amount, inBase, tax = '0', taxInBase } of lines) {
    const given = inBase === undefined ? convert(parseDecimal(amount), rate) : parseDecimal(inBase);
    const taxGiven = taxInBase === undefined ? convert(parseDecimal(tax), rate) : parseDecimal(taxInBase);
    const past = before[line] as { amount: bigint; tax: bigint };
    if (isInside && rate !== null) {
      add(of, credits, past.amount + given, (sums, part) => (sums.refunded += part));
      add(of, credits, past.amount, (sums, part) => (sums.refunded -= part));
      add(of, credits, past.tax + taxGiven, (sums, part) => (sums.tax -= part));
      add(of, credits, past.tax, (sums, part) => (sums.tax += part));
    }
    past.amount += given;
    past.tax += taxGiven;
  }
}

function add(
  of: Of,
  credits: SaleContent['credits'],
  amount: bigint,
  each: (sums: Sums, part: bigint) => unknown,
): void {
  const lead = largest(credits);
  let rest = amount;
  for (const { salesperson, share } of credits ?? []) {
    if (salesperson === lead) continue;
    const part = (amount * parseDecimal(share)) / 1_000_000n;
    each(of(salesperson), part);
    rest -= part;
  }
  each(of(lead), rest);
}

function names(credits: SaleContent['credits']): readonly string[] {
  return credits?.map(({ salesperson }) => salesperson) ?? [''];
}

/** Who has the largest share, the first of equals; nobody where nobody shares it. */
function largest(credits: SaleContent['credits'] = []): string {
  const [first] = credits.toSorted((a, b) => Number(parseDecimal(b.share) - parseDecimal(a.share)));
  return first?.salesperson ?? '';
}
