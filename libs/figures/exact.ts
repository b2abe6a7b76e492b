import type { Metric } from './metric.js';
import { scaleOf, type Fraction, type Value } from './value.js';

/** Exact arithmetic of figures of any kind, in whole units. What cannot be worked out has the denominator 0, and so has all that is made of it. */

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

/** A figure of a metric; one without a value is 0, or nothing where only a division could give one. */
export function exactOf(value: Value | undefined, metric: Pick<Metric, 'type'>): Fraction {
  if (typeof value === 'object') return value;
  if (value === undefined && metric.type === 'number') return nothing(false);
  return { numerator: value ?? 0n, denominator: scaleOf(metric) };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  if (isNothing(a) || isNothing(b)) return nothing(a.numerator !== 0n || b.numerator !== 0n);
  if (a.denominator === b.denominator) return { ...a, numerator: a.numerator + b.numerator };
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { ...b, numerator: -b.numerator });
}

/** a / b; nothing where b is 0. */
export function over(a: Fraction, b: Fraction): Fraction {
  if (isNothing(a) || isNothing(b)) return nothing(a.numerator !== 0n);
  return { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
}

/** As a figure of a type is kept. @throws Error where it is no whole number of what the type counts in */
export function keptAs({ numerator, denominator }: Fraction, type: Metric['type']): Value {
  if (type === 'number') return { numerator, denominator };
  const scaled = numerator * scaleOf({ type });
  if (denominator === 0n || scaled % denominator !== 0n) throw new Error(`a figure that is no ${type}`);
  return scaled / denominator;
}

/** @param isAny whether it is made of anything: a row of nothing at all is not shown */
function nothing(isAny: boolean): Fraction {
  return { numerator: isAny ? 1n : 0n, denominator: 0n };
}

function isNothing({ denominator }: Fraction): boolean {
  return denominator === 0n;
}
