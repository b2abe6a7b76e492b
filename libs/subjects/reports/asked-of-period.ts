import { formatDay } from '#kernel/time/calendar.js';
import type { Period } from '#kernel/time/periods.js';
import { daysOf, parseRelativePeriod } from '#kernel/time/relative-periods.js';

/** Periods of a question that end with the day it is as of: what is reported may lie in a longer stretch, and what leads up to it is shown. */
const ENDS_WITH_THE_DAY = /^(?:all|today|this-.+|last-\d+-days)$/;
const COMPLETE_MONTHS = /^last-\d+-months$/;

/**
 * A question as it is asked of a period, as of its last day with all that is known. The period takes the place of the days that the
 * question is of, but where these are said by where they lead: `this-year` or `last-90-days` up to that day, `last-12-months` up to the
 * last month that is over with it.
 */
export function askedOf(question: object, { from, to }: Pick<Period, 'from' | 'to'>, fiscalStart: number): object {
  const {
    asOf: _asOf,
    knownAt: _known,
    period,
    from: _from,
    to: _to,
    ...rest
  } = question as Readonly<Record<string, unknown>>;
  const asOf = formatDay(to);
  if (typeof period === 'string') {
    if (ENDS_WITH_THE_DAY.test(period)) return { ...rest, period, asOf };
    const months = COMPLETE_MONTHS.test(period) ? parseRelativePeriod(period) : undefined;
    const days = months && daysOf(months, to + 1, fiscalStart);
    if (days?.from !== undefined) return { ...rest, from: formatDay(days.from), to: formatDay(days.to), asOf };
  }
  return { ...rest, from: formatDay(from), to: asOf, asOf };
}
