import type { Address } from '../address.js';

/** Days by names that move with the clock. */
export const PERIODS = [
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
  'this-fiscal-year',
  'last-fiscal-year',
  'last-30-days',
  'last-12-months',
  'all',
] as const;

/** The one that an address names. */
export function periodIn({ search }: Address): (typeof PERIODS)[number] | undefined {
  return PERIODS.find((one) => one === search.get('period'));
}
