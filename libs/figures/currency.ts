import type { Metric } from './metric.js';

/**
 * Which currency money is of that is not of the base currency: the one that is asked for, or empty text where each row has its own.
 * Undefined for all else.
 */
export function otherCurrency(
  { unit, onlyBy }: Pick<Metric, 'unit' | 'onlyBy'>,
  where: Readonly<Record<string, readonly string[]>>,
): string | undefined {
  if (unit !== 'money' || onlyBy === undefined) return undefined;
  const [only = '', ...others] = where[onlyBy] ?? [];
  return others.length === 0 ? only : '';
}
