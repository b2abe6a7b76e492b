import { formatDay } from '#kernel/time/calendar.js';
import type { Course } from '#subjects/firings/backtest.js';
import type { Backtest } from '#subjects/firings/firing.answers.js';
import type { Seen } from '#subjects/firings/sights.js';

/** Parts whose figures are told. */
const MOST_PARTS = 20;

/** What a back-test looked at, day by day, so that it can be shown beside what it says. */
export class SeenInTest {
  private readonly days: { readonly day: number; readonly seen: Seen }[] = [];

  readonly onDay = (day: number, seen: Seen): void => {
    this.days.push({ day, seen });
  };

  /** The figures of those parts that something happens to, and of others in order, as far as there is room for them. */
  figures(courses: readonly Course[]): Backtest['seen'] {
    const happened = courses
      .flatMap(({ firings, resolutions }) => [...firings, ...resolutions])
      .map(({ part }) => part);
    const all = this.days.flatMap(({ seen }) => [...seen.parts]).toSorted();
    const parts = [...new Set([...happened, ...all])].slice(0, MOST_PARTS).toSorted();
    return this.days.flatMap(({ day, seen }) =>
      parts
        .filter((part) => seen.parts.has(part))
        .map((part) => {
          const { value, expected } = seen.of(part);
          return { day: formatDay(day), part, value, ...(expected && { expected: [...expected] }) };
        }),
    );
  }
}
