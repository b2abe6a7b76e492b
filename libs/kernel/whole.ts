/** A whole number of any size as JSON has it: a number where that is exact, which is much faster, text beyond. */
export type Whole = number | string;

export function writeWhole(value: bigint): Whole {
  return value >= -SAFE && value <= SAFE ? Number(value) : String(value);
}

export function readWhole(stored: Whole): bigint {
  return BigInt(stored);
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
