import { periodOf, type Grain } from '#kernel/time/periods.js';
import type { Question } from './question.js';
import { isEmpty, type Span } from './span.js';

/**
 * What each row is compared with: the whole bucket one period or one year earlier, cut to equal elapsed days where the row's own is not
 * over. Buckets a year earlier have the same dates; 29 February goes with the 28th, weeks go back 52 weeks.
 * @param buckets the periods of the rows; without a grain the span asked for
 * @param windows the part of each that is counted
 */
export function previousWindows(
  compare: NonNullable<Question['compare']>,
  grain: Grain | undefined,
  fiscalStart: number,
  buckets: readonly Span[],
  windows: readonly Span[],
): readonly Span[] {
  return windows.map((window, i) => {
    const bucket = buckets[i] ?? window;
    const before = compare === 'previous-year' ? yearBefore(bucket, grain) : periodBefore(bucket, grain, fiscalStart);
    const moved =
      compare === 'previous-year' ? yearBefore(window, grain).from : before.from + window.from - bucket.from;
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

function periodBefore({ from, to }: Span, grain: Grain | undefined, fiscalStart: number): Span {
  return grain === undefined ? { from: from - (to - from + 1), to: from - 1 } : periodOf(from - 1, grain, fiscalStart);
}

const WEEKS_BACK = 52 * 7;

function yearBefore({ from, to }: Span, grain: Grain | undefined): Span {
  if (grain === 'week') return { from: from - WEEKS_BACK, to: to - WEEKS_BACK };
  return { from: sameDate(from), to: sameDate(to + 1) - 1 };
}

/** The same date a year before; 1 March for 29 February, so that the day before 1 March always is the last of February. */
function sameDate(day: number): number {
  const date = new Date(day * MS_PER_DAY);
  return date.setUTCFullYear(date.getUTCFullYear() - 1) / MS_PER_DAY;
}

const MS_PER_DAY = 86_400_000;
