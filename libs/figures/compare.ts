import { periodOf, type RowGrain } from '#kernel/time/periods.js';
import type { Question } from './question.js';
import { isEmpty, type Span } from './span.js';

/**
 * What each row is compared with: the whole bucket one period or one year earlier, cut to equal elapsed days where the row's own is not
 * over. Buckets a year earlier have the same dates; 29 February goes with the 28th, weeks go back 52 weeks. Without a grain the span asked
 * for is one bucket; a relative period is compared with as many of its units before it: last-month with the month before.
 * @param buckets the periods of the rows; without a grain the span asked for
 * @param windows the part of each that is counted
 */
export function previousWindows(
  { compare, grain, period }: Pick<Question, 'compare' | 'grain' | 'period'>,
  fiscalStart: number,
  buckets: readonly Span[],
  windows: readonly Span[],
): readonly Span[] {
  const unit = grain ?? period?.unit;
  const count = grain === undefined ? (period?.count ?? 1) : 1;
  return windows.map((window, i) => {
    const bucket = wholeOf(buckets[i] ?? window, grain === undefined ? unit : undefined, fiscalStart);
    const before =
      compare === 'previous-year' ? yearBefore(bucket, unit) : periodBefore(bucket, unit, count, fiscalStart);
    const moved = compare === 'previous-year' ? yearBefore(window, unit).from : before.from + window.from - bucket.from;
    const isWhole = window.to >= bucket.to;
    return { from: moved, to: isWhole ? before.to : Math.min(moved + window.to - window.from, before.to) };
  });
}

/** From the start of the first window that is not empty to the end of the last: what rows together count. */
export function together(windows: readonly Span[]): Span {
  const counted = windows.filter((window) => !isEmpty(window));
  const [first, last] = [counted[0] ?? windows[0], counted.at(-1) ?? windows[0]];
  if (first === undefined || last === undefined) throw new Error('a question without a window');
  return { from: first.from, to: last.to };
}

/** A relative period ends with its question's day: what it is compared with is cut as it is. */
function wholeOf({ from, to }: Span, unit: RowGrain | undefined, fiscalStart: number): Span {
  return unit === undefined ? { from, to } : { from, to: periodOf(to, unit, fiscalStart).to };
}

function periodBefore({ from, to }: Span, unit: RowGrain | undefined, count: number, fiscalStart: number): Span {
  if (unit === undefined) return { from: from - (to - from + 1), to: from - 1 };
  let first = from;
  for (let step = 0; step < count; step++) first = periodOf(first - 1, unit, fiscalStart).from;
  return { from: first, to: from - 1 };
}

const WEEKS_BACK = 52 * 7;

function yearBefore({ from, to }: Span, grain: RowGrain | undefined): Span {
  if (grain === 'week') return { from: from - WEEKS_BACK, to: to - WEEKS_BACK };
  return { from: sameDate(from), to: sameDate(to + 1) - 1 };
}

/** The same date a year before; 1 March for 29 February, so that the day before 1 March always is the last of February. */
function sameDate(day: number): number {
  const date = new Date(day * MS_PER_DAY);
  return date.setUTCFullYear(date.getUTCFullYear() - 1) / MS_PER_DAY;
}

const MS_PER_DAY = 86_400_000;
