import { formatDecimal } from '#kernel/decimal.js';
import type { Metric } from './metric.js';

/** A figure before it is written: a whole number or millionths, or an exact fraction of two of them. */
export type Value = bigint | Fraction;

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A figure that whoever asks is not told: it is written as one that there is none of. */
export const HIDDEN: Fraction = { numerator: 1n, denominator: 0n };

/** How a figure is written into JSON. */
export type Figure = string | number | null;

/** Decimals are kept in millionths, everything else in ones. */
export function scaleOf(metric: Pick<Metric, 'type'> | undefined): bigint {
  return metric?.type === 'decimal' ? 1_000_000n : 1n;
}

/** A value that is no fraction. */
export function wholeOf(value: Value | undefined): bigint {
  if (typeof value === 'object') throw new Error('a ratio of ratios has no meaning here');
  return value ?? 0n;
}

export function isZero(value: Value | undefined): boolean {
  if (value === undefined) return true;
  return typeof value === 'bigint' ? value === 0n : value.numerator === 0n;
}

export function toFigure(value: Value | undefined, metric: Metric): Figure {
  if (typeof value === 'object') return toNumber(value);
  if (metric.type === 'number') return null;
  return metric.type === 'decimal' ? formatDecimal(value ?? 0n) : Number(value ?? 0n);
}

/** (now - before) / |before|; null where there is nothing to compare with. */
export function changeOf(now: Value | undefined, before: Value | undefined): number | null {
  const a = asFraction(now);
  const b = asFraction(before);
  if (a === undefined || b === undefined || b.numerator === 0n) return null;
  return toNumber({
    numerator: (a.numerator * b.denominator - b.numerator * a.denominator) * sign(b.denominator),
    denominator: a.denominator * abs(b.numerator),
  });
}

function asFraction(value: Value | undefined): Fraction | undefined {
  if (typeof value === 'object') return value.denominator === 0n ? undefined : value;
  return { numerator: value ?? 0n, denominator: 1n };
}

/** The closest double of a fraction to 17 significant digits; null where the denominator is 0. */
export function toNumber({ numerator, denominator }: Fraction): number | null {
  if (denominator === 0n) return null;
  const n = abs(numerator);
  const d = abs(denominator);
  // Enough digits for a double, whatever the sizes of the two.
  const shift = Math.max(0, 20 + String(d).length - String(n).length);
  const digits = (n * 10n ** BigInt(shift)) / d;
  const magnitude = Number(`${digits.toString()}e-${String(shift)}`);
  return sign(numerator) * sign(denominator) < 0n && magnitude !== 0 ? -magnitude : magnitude;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function sign(value: bigint): bigint {
  return value < 0n ? -1n : 1n;
}
