import { notAnInstant, parseDay, type Calendar } from './calendar.js';
import { Problem } from '../problem.js';
import { refusing } from '../shown.js';

/** A day, meant whole, or an instant, meant up to and including it. */
export interface Moment {
  readonly day: number;
  /** Absent for a whole day. */
  readonly instant?: string;
}

/** @throws Problem for what is neither a date nor an instant */
export function parseMoment(name: string, text: string, calendar: Calendar): Moment {
  const day = parseDay(text);
  if (day !== undefined) return { day };
  const instant = text.length < 40 ? calendar.instant(text) : undefined;
  if (instant === undefined) {
    const detail = refusing(text, notAnInstant(text));
    throw new Problem('invalid-request', `${name} ${detail}`, [{ field: name, detail }]);
  }
  return { day: calendar.dayOf(instant), instant };
}

/** Whether something at an instant (RFC 3339 in UTC) had happened by then. */
export function hadHappened(at: string, { day, instant }: Moment, calendar: Calendar): boolean {
  return instant === undefined ? calendar.dayOf(at) <= day : at <= instant;
}
