/**
 * Amounts are stored in two whole-number columns, amount = high x 10^9 + low with 0 <= low < 10^9, so that no sum of them can leave
 * SQLite's 64-bit integers, however large the amounts are. Both columns are summed by themselves; their sums give the exact sum.
 */
const BASE = 1_000_000_000n;

export interface Halves {
  readonly high: bigint;
  readonly low: bigint;
}

export function split(amount: bigint): Halves {
  const low = ((amount % BASE) + BASE) % BASE;
  return { high: (amount - low) / BASE, low };
}

export function join(high: bigint | number, low: bigint | number): bigint {
  return BigInt(high) * BASE + BigInt(low);
}
