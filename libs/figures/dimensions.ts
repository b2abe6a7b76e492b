import { compareText } from '#kernel/compare.js';

/** Dimensions whose values are whole numbers. */
const NUMBERS: readonly string[] = ['weekday', 'hour', 'age'];

/** The order of two values of a dimension: numbers as numbers, everything else (dates too) as text; a missing one first. */
export function compareValues(dimension: string, a: string, b: string): number {
  if (!NUMBERS.includes(dimension) || a === '' || b === '') return compareText(a, b);
  return Number(a) - Number(b);
}

/** What the facts of sales go by. */
export const SALES_PARTS = [
  'region',
  'salesperson',
  'channel',
  'currency',
  'product',
  'category',
  'weekday',
  'hour',
  'stage',
  'tier',
  'segment',
  'source',
  'cohort',
  'age',
];

/** What interactions go by. */
export const INTERACTION_PARTS = [
  'kind',
  'channel',
  'direction',
  'salesperson',
  'campaign',
  'weekday',
  'hour',
  'region',
  'segment',
  'source',
  'stage',
  'tier',
];
