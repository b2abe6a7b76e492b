import { compareText } from '#kernel/compare.js';

/** Dimensions whose values are whole numbers. */
const NUMBERS: readonly string[] = ['weekday', 'hour', 'age'];

/** The order of two values of a dimension: numbers as numbers, everything else (dates too) as text; a missing one first. */
export function compareValues(dimension: string, a: string, b: string): number {
  if (!NUMBERS.includes(dimension) || a === '' || b === '') return compareText(a, b);
  return Number(a) - Number(b);
}
