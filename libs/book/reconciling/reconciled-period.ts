import { formatDay } from '#kernel/time/calendar.js';
import { parsePeriod } from '#kernel/time/periods.js';
import { daysOf, parseRelativePeriod, RELATIVE_PERIODS } from '#kernel/time/relative-periods.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { todayOf } from '../answered.js';
import type { Book } from '../book.js';

/** The days that are held against each other, both ends included. */
export interface ReconciledPeriod {
  readonly period: string;
  /** `2024-03-01`. */
  readonly from: string;
  readonly to: string;
}

/** The days of a name such as 2024-03, or last-month as of today. @throws Problem `invalid-request` */
export function readPeriod(book: Pick<Book, 'calendar' | 'clock'>, name: string): ReconciledPeriod {
  const { fiscalStart } = book.calendar;
  const relative = parseRelativePeriod(name);
  const days =
    relative === undefined ? parsePeriod(name, fiscalStart) : daysOf(relative, todayOf(book as Book), fiscalStart);
  if (days?.from !== undefined) return { period: name, from: formatDay(days.from), to: formatDay(days.to) };
  const possible = RELATIVE_PERIODS.filter((one) => one !== 'all').join(', ');
  const detail = refusing(name, `must be a period such as 2024-03, 2024-W11, 2024-Q1 or 2024, or one of ${possible}`);
  throw new Problem('invalid-request', `period ${detail}`, [{ field: 'period', detail }]);
}
