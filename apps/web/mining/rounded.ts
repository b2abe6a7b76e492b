/** An estimate as it is shown: it has no more digits that mean anything. */
export function rounded(value: number | null | undefined, digits = 2): number | null {
  if (value === null || value === undefined) return null;
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
