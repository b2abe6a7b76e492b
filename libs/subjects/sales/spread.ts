/**
 * Splits an amount over parts in proportion to their weights, exactly: every part is cut down to the millionth, what is left goes to the
 * parts with the largest remainders, the first of equals first (Hamilton's method). No part gets more than its weight if the amount is
 * at most their sum, which must be positive.
 */
export function spread(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = weights.map((weight) => (amount * weight) / total);
  const remainders = weights.map((weight) => (amount * weight) % total);
  let left = amount - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = weights
    .map((_, i) => i)
    .sort((a, b) => descending(remainders[a] as bigint, remainders[b] as bigint) || a - b);
  for (const i of byRemainder) {
    if (left === 0n) break;
    shares[i] = (shares[i] as bigint) + 1n;
    left -= 1n;
  }
  return shares;
}

function descending(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}
