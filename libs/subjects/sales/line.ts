import { AMOUNT_LIMIT, formatDecimal, multiply, parseDecimal } from '#kernel/decimal.js';
import { amount, quantity, rate } from '#ledger/input/number.js';
import { object, optional } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';
import type { SaleLine } from './sale.events.js';

/** A line of a sale or credit as the caller said it, normalized. */
export type LineSaid = Omit<SaleLine, 'gross' | 'reduction' | 'taxShare'>;

/** A line of a sale or credit as callers send it. */
export const LINE = object(
  {
    product: label,
    category: optional(label),
    quantity,
    unitPrice: optional(amount),
    amount: optional(amount),
    discount: optional(amount),
    discountRate: optional(rate),
    tax: optional(amount),
  },
  (line, scope) => {
    scope.requireOneOf('unitPrice', 'amount');
    scope.refuseWith('discountRate', 'discount', 'send one of the two');
    if (!scope.sound || !canBeTooMuch(line)) return;
    const { gross, reduction } = lineAmounts(line);
    const whole = line.amount === undefined ? 'quantity times unitPrice' : 'amount';
    if (reduction > gross) scope.fail('discount', `must not be more than ${whole}`);
    if (gross >= AMOUNT_LIMIT) scope.failRange('unitPrice', 'times quantity must be smaller than 10^16');
  },
);

/** Whether it takes reckoning to tell: without a discount as an amount, and with few digits, all is well. */
function canBeTooMuch({ discount, quantity = '', unitPrice = '' }: Partial<LineSaid>): boolean {
  return discount !== undefined || quantity.length + unitPrice.length > 16;
}

/** A line with its gross and its discount worked out. */
export function worked(said: LineSaid): SaleLine {
  const { gross, reduction } = lineAmounts(said);
  return { ...said, gross: formatDecimal(gross), reduction: formatDecimal(reduction) };
}

/** What the caller said of a line, without what was worked out. */
export function lineSaid({ gross: _gross, reduction: _reduction, taxShare: _share, ...said }: SaleLine): LineSaid {
  return said;
}

/**
 * gross = `amount`, or quantity x unitPrice; the discount as an amount, given or gross x rate. Each product rounded half-even to 6 decimals,
 * once. Spec section 1.
 */
function lineAmounts(line: Partial<LineSaid>): { readonly gross: bigint; readonly reduction: bigint } {
  const gross =
    line.amount === undefined
      ? multiply(parseDecimal(line.quantity ?? '0'), parseDecimal(line.unitPrice ?? '0'))
      : parseDecimal(line.amount);
  if (line.discount !== undefined) return { gross, reduction: parseDecimal(line.discount) };
  if (line.discountRate !== undefined) return { gross, reduction: multiply(gross, parseDecimal(line.discountRate)) };
  return { gross, reduction: 0n };
}

/** The net of a line, in millionths. */
export function netOf(line: Pick<SaleLine, 'gross' | 'reduction'>): bigint {
  return parseDecimal(line.gross) - parseDecimal(line.reduction);
}

/** The tax of a line, in millionths: its own, and its share of the sale's. */
export function taxOf({ tax = '0', taxShare = '0' }: Pick<SaleLine, 'tax' | 'taxShare'>): bigint {
  return parseDecimal(tax) + parseDecimal(taxShare);
}
