import { addYears } from '#kernel/periods.js';
import type { Window } from '#kernel/views.schema.js';
import type { Question } from './question.js';

/**
 * What each window is compared with, on equal elapsed days: the same dates a year before, or the span of the same length right before
 * the whole. Windows that are not over are cut already, so what they are compared with is cut alike.
 */
export function previousSpans(
  compare: NonNullable<Question['compare']>,
  windows: readonly Window[],
  whole: Window,
): readonly Window[] {
  const length = whole.to - (whole.from ?? whole.to) + 1;
  const earlier = compare === 'previous-year' ? (day: number) => addYears(day, -1) : (day: number) => day - length;
  const shifted = windows.map(({ from = whole.to, to }) =>
    from > to ? { from: 1, to: 0 } : { from: earlier(from), to: earlier(to) },
  );
  // A leap day and the day before it fall on one day a year before: windows must not overlap.
  return shifted.map((window, i) => {
    const before = shifted.slice(0, i).findLast(({ from, to }) => from <= to);
    return before !== undefined && window.from <= window.to && window.from <= before.to
      ? { ...window, from: before.to + 1 }
      : window;
  });
}
