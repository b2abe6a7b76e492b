import { formatDay } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { daysOf, type RelativePeriod } from '#kernel/time/relative-periods.js';

/** What a question says of its days: which they are, or where they lie from the day it is as of. */
export interface AskedDays {
  readonly from?: number;
  readonly to?: number;
  readonly period?: RelativePeriod;
}

/**
 * The same question with the days that its relative period has as of a day; as it is where it names none.
 * @throws Problem where all of them lie before the first day there is
 */
export function withDays<Asked extends AskedDays>(asked: Asked, asOf: number, fiscalStart: number): Asked {
  const { period } = asked;
  if (period === undefined) return asked;
  const days = daysOf(period, asOf, fiscalStart);
  if (days !== undefined) return { ...asked, ...days };
  const detail = `${period.name} as of ${formatDay(asOf)} lies before the first day that a date can name`;
  throw new Problem('invalid-request', `period ${detail}`, [{ field: 'period', detail }]);
}
