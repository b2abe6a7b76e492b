import { parseDecimal } from '#kernel/decimal.js';
import { Shares, type CreditShare } from './credit-shares.js';
import type { RefundLine } from './sale.events.js';

/** What of a line counts under a salesperson; measures in the order of the series. */
export interface CreditPart {
  readonly salesperson: string;
  readonly measures: readonly bigint[];
}

/**
 * A line of a sale by its shares. Net (gross - discount) is split as gross is, and the discount is what lies between, so that what each has
 * earned can be given back to the millionth. The order and the line are those of the largest share.
 */
export function soldParts(measures: readonly bigint[], credits: readonly CreditShare[]): readonly CreditPart[] {
  const [orders = 0n, lines = 0n, units = 0n, gross = 0n, discount = 0n, tax = 0n, , ...own] = measures;
  const [ownGross = 0n, ownDiscount = 0n, ownTax = 0n] = own;
  const shares = new Shares(credits);
  const none = shares.whole(0n);
  const counted = [shares.whole(orders), shares.whole(lines), shares.ofSome(units)];
  return partsOf(credits, [
    ...counted,
    ...grossAndDiscount(shares, gross, discount),
    ...[shares.of(tax), none],
    ...grossAndDiscount(shares, ownGross, ownDiscount),
    ...[shares.of(ownTax), none],
  ]);
}

/** A line that is given back by the shares of its sale: with what was given back of it before, each gives back what it has earned. */
export function refundedParts(
  measures: readonly bigint[],
  credits: readonly CreditShare[],
  { amount, inBase, tax, taxInBase }: NonNullable<RefundLine['earlier']> = NOTHING,
): readonly CreditPart[] {
  const [taxBack = 0n, refunded = 0n, , , ownTaxBack = 0n, ownRefunded = 0n] = measures.slice(5);
  const shares = new Shares(credits);
  const none = shares.whole(0n);
  const back = (before: string, more: bigint) => shares.after(parseDecimal(before), more);
  const less = (before: string, more: bigint) => back(before, -more).map((part) => -part);
  return partsOf(credits, [
    ...[none, none, none, none, none],
    ...[less(taxInBase, taxBack), back(inBase, refunded)],
    ...[none, none],
    ...[less(tax, ownTaxBack), back(amount, ownRefunded)],
  ]);
}

const NOTHING = { amount: '0', inBase: '0', tax: '0', taxInBase: '0' };

function grossAndDiscount(shares: Shares, gross: bigint, discount: bigint): readonly (readonly bigint[])[] {
  const [parts, nets] = [shares.of(gross), shares.of(gross - discount)];
  return [parts, parts.map((part, i) => part - (nets[i] as bigint))];
}

/** @param columns for each measure its parts */
function partsOf(credits: readonly CreditShare[], columns: readonly (readonly bigint[])[]): readonly CreditPart[] {
  return credits.map(({ salesperson }, i) => ({
    salesperson,
    measures: columns.map((parts) => parts[i] as bigint),
  }));
}
