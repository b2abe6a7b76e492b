import { Cron } from 'croner';
import type { Calendar } from '#kernel/time/calendar.js';

/** When something is due, in milliseconds since 1970: worked out for any time, never slept for. */
export interface Timetable {
  /** The first time after another; undefined where none comes any more. */
  next(after: number): number | undefined;
  /** The last times up to another, itself included, at most so many; ascending. */
  last(upTo: number, count: number): readonly number[];
}

/** A minute: the finest step of a cron expression of five parts. */
const MINUTE = 60_000;
const SECOND = 1_000;

/** Every turn of the business day: the first moment of each day that the clocks of the zone show. */
export function dayTurns(calendar: Calendar): Timetable {
  const startOf = (day: number): number => Date.parse(calendar.startOf(day));
  const dayOf = (at: number): number => calendar.dayOf(new Date(at).toISOString());
  return {
    next: (after) => {
      // Where the clocks are set back over midnight the next day may have begun before.
      for (let day = dayOf(after) + 1; ; day++) if (startOf(day) > after) return startOf(day);
    },
    last: (upTo, count) => {
      const turns: number[] = [];
      for (let day = dayOf(upTo) + 1; turns.length < count; day--) {
        const turn = startOf(day);
        // A day that the clocks skip has no turn of its own.
        if (turn <= upTo && turn !== turns[0]) turns.unshift(turn);
      }
      return turns;
    },
  };
}

/**
 * A cron expression of five parts in a time zone. A fixed time that the clocks skip is the first one after the gap, one that they show twice
 * comes once; every so many minutes goes on through both.
 * @throws Error saying what is wrong with the expression
 */
export function cron(expression: string, timezone: string): Timetable {
  const job = new Cron(expression, { timezone, mode: '5-part', fixedTimeRule: 'no-wildcard' });
  const nextAfter = (after: number): number => job.nextRun(new Date(after))?.getTime() ?? Infinity;
  let known = { after: Infinity, next: -Infinity };
  return {
    next: (after) => {
      // Asked every second, answered anew only when the time has come.
      if (after < known.after || after >= known.next) known = { after, next: nextAfter(after) };
      return known.next === Infinity ? undefined : known.next;
    },
    // The library leaves out the time itself.
    last: (upTo, count) =>
      job
        .previousRuns(count, new Date(Math.floor(upTo / MINUTE) * MINUTE + SECOND))
        .map((time) => time.getTime())
        .toReversed(),
  };
}
