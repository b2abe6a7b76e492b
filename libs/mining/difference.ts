import { studentT } from './student-t.js';

/** How sure intervals are. */
const SURE = 0.95;
/** Standard deviations to both sides of its middle that have as much of the normal distribution. */
const Z = 1.959_963_984_540_054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Of so many, how many something is true of. */
interface Counted {
  readonly of: number;
  readonly count: number;
}

/**
 * The 95 % interval of the difference of two rates: the hybrid of their two Wilson score intervals (Newcombe, Interval estimation for the
 * difference between independent proportions, Statistics in Medicine 17, 1998, method 10), which stays within -1 and 1 and holds for few, and
 * for rates of 0 and 1. Undefined where one is of none.
 */
export function differenceOfRates(one: Counted, other: Counted): Interval | undefined {
  if (one.of === 0 || other.of === 0) return undefined;
  const [p, q] = [one.count / one.of, other.count / other.of];
  const [ofOne, ofOther] = [wilson(one), wilson(other)];
  return {
    low: p - q - Math.hypot(p - ofOne.low, ofOther.high - q),
    high: p - q + Math.hypot(ofOne.high - p, q - ofOther.low),
  };
}

/** The score interval of one rate: Wilson 1927. */
function wilson({ of, count }: Counted): Interval {
  const p = count / of;
  const whole = 1 + Z ** 2 / of;
  const middle = (p + Z ** 2 / (2 * of)) / whole;
  const half = (Z / whole) * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of ** 2));
  return { low: middle - half, high: middle + half };
}

/**
 * The 95 % interval of the difference of two means that need not vary alike: Welch 1947. Undefined where one is of fewer than two values,
 * or no value differs from the others, so that nothing says how much they vary.
 */
export function differenceOfMeans(one: readonly number[], other: readonly number[]): Interval | undefined {
  if (one.length < 2 || other.length < 2) return undefined;
  const [a, b] = [meanOf(one), meanOf(other)];
  const [v, w] = [a.variance / one.length, b.variance / other.length];
  if (v + w === 0) return undefined;
  const degrees = (v + w) ** 2 / (v ** 2 / (one.length - 1) + w ** 2 / (other.length - 1));
  const half = studentT(SURE, degrees) * Math.sqrt(v + w);
  return { low: a.mean - b.mean - half, high: a.mean - b.mean + half };
}

function meanOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}
