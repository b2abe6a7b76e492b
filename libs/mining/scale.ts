import { NEVER_ENDS, strides, type OnStep } from './long-work.js';

/** Where values of several features lie, and how far apart. */
export interface Scale {
  readonly means: readonly number[];
  /** Standard deviations; 0 where all values are one. */
  readonly deviations: readonly number[];
}

/** Of rows, each with a value of every feature. Deviations of no more than rounding are none. */
export function scaleOf(rows: readonly (readonly number[])[], onStep: OnStep = NEVER_ENDS): Scale {
  const width = rows[0]?.length ?? 0;
  const [sums, squares] = [new Float64Array(width), new Float64Array(width)];
  const each = (add: (row: readonly number[]) => void): void => {
    for (const [from, to] of strides(rows.length, onStep)) for (let i = from; i < to; i++) add(rows[i] ?? []);
  };
  each((row) => {
    for (let j = 0; j < width; j++) sums[j] = (sums[j] ?? 0) + (row[j] ?? 0);
  });
  const means = Array.from(sums, (sum) => sum / rows.length);
  each((row) => {
    for (let j = 0; j < width; j++) squares[j] = (squares[j] ?? 0) + ((row[j] ?? 0) - (means[j] ?? 0)) ** 2;
  });
  const deviations = Array.from(squares, (sum, j) => {
    const deviation = Math.sqrt(sum / rows.length);
    return deviation <= ROUNDING * Math.abs(means[j] ?? 0) ? 0 : deviation;
  });
  return { means, deviations };
}

/** What sums of many equal values are off by. */
const ROUNDING = 1e-12;

/** A row in standard deviations from the mean; 0 where there is no deviation. */
export function standardized(row: readonly number[], { means, deviations }: Scale): readonly number[] {
  return row.map((value, j) => {
    const deviation = deviations[j] ?? 0;
    return deviation === 0 ? 0 : (value - (means[j] ?? 0)) / deviation;
  });
}
