import type { Calendar } from '#kernel/time/calendar.js';
import type { Then } from '../segments/kept/kept-everybody.js';

export type { Then } from '../segments/kept/kept-everybody.js';

/** What counts of an instant in the course of a day, or with which it begins: of everybody what was known when it began. */
export function thenAt(instant: string, calendar: Calendar): Then {
  const day = calendar.dayOf(instant);
  return { day, known: day - 1 };
}

/** The same before an instant: where a day begins with it, all that is known of the day that is over. */
export function thenBefore(instant: string, calendar: Calendar): Then {
  const day = calendar.dayOf(new Date(Date.parse(instant) - 1).toISOString());
  return { day, known: calendar.startOf(day + 1) === instant ? day : day - 1 };
}
