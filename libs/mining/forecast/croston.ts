/** How much a new value counts, as is usual for the method. */
const SMOOTHING = 0.1;

/**
 * What is to be expected of each step of a series that is mostly 0: the size of what there is by how long it is between, corrected for its
 * bias (Croston, Operational Research Quarterly 23, 1972; Syntetos and Boylan, International Journal of Forecasting 21, 2005).
 */
export function croston(values: readonly number[]): number {
  let [size, between, since]: [number | undefined, number, number] = [undefined, 1, 0];
  for (const value of values) {
    since++;
    if (value === 0) continue;
    if (size === undefined) [size, between] = [value, since];
    else {
      size += SMOOTHING * (value - size);
      between += SMOOTHING * (since - between);
    }
    since = 0;
  }
  return size === undefined ? 0 : (1 - SMOOTHING / 2) * (size / between);
}
