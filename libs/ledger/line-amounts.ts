import { formatDecimal, multiply, parseDecimal } from '#kernel/decimal.js';

/** gross = quantity x unitPrice; the discount as an amount, given or gross x rate. Each product rounded half-even to 6 decimals, once. Spec section 1. */
export function lineAmounts(line: {
  readonly quantity: string;
  readonly unitPrice: string;
  readonly discount?: string;
  readonly discountRate?: string;
}): { readonly gross: bigint; readonly reduction: bigint } {
  const gross = multiply(parseDecimal(line.quantity), parseDecimal(line.unitPrice));
  if (line.discount !== undefined) return { gross, reduction: parseDecimal(line.discount) };
  if (line.discountRate !== undefined) return { gross, reduction: multiply(gross, parseDecimal(line.discountRate)) };
  return { gross, reduction: 0n };
}

/** The net of a recorded line, in millionths. */
export function netOf(line: { readonly gross: string; readonly reduction: string }): bigint {
  return parseDecimal(line.gross) - parseDecimal(line.reduction);
}

/**
 * Splits an amount over parts in proportion to their weights, exactly: every part is cut down to the millionth, what is left goes to the
 * parts with the largest remainders, the first of equals first. The sum of the weights must be positive.
 */
export function spread(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = weights.map((weight) => (amount * weight) / total);
  const remainders = weights.map((weight) => (amount * weight) % total);
  let left = amount - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = weights
    .map((_, i) => i)
    .sort((a, b) => compare(remainders[b] as bigint, remainders[a] as bigint) || a - b);
  for (const i of byRemainder) {
    if (left === 0n) break;
    shares[i] = (shares[i] as bigint) + 1n;
    left -= 1n;
  }
  return shares;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The sum of decimal strings, as one. */
export function total(amounts: readonly string[]): string {
  return formatDecimal(amounts.reduce((sum, amount) => sum + parseDecimal(amount), 0n));
}
