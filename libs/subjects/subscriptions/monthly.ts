import { divideHalfEven, parseDecimal } from '#kernel/decimal.js';

/** How often a subscription is paid for. Permanent: `by=interval` shows them. */
export const INTERVALS = ['month', 'quarter', 'year'] as const;
export type Interval = (typeof INTERVALS)[number];

const MONTHS: Readonly<Record<Interval, bigint>> = { month: 1n, quarter: 3n, year: 12n };
const ONE = parseDecimal('1');

/** What is paid for an interval. */
export interface Price {
  readonly amount: string;
  readonly rate: string | null;
  readonly interval: Interval;
}

/** What a price comes to in a month, in millionths of the base currency, or of its own without a rate: rounded half-even, once. */
export function monthly({ amount, rate, interval }: Price): bigint {
  return divideHalfEven(parseDecimal(amount) * parseDecimal(rate ?? '1'), ONE * MONTHS[interval]);
}

/** @throws Error for what is none */
export function needInterval(value: unknown): void {
  if (!INTERVALS.some((interval) => interval === value)) throw new Error('interval must be month, quarter or year');
}
