import type { TUnsafe } from 'typebox';
import { cron, type Timetable } from '#engine/schedule/timetable.js';
import { kind, NONE, refused } from '#ledger/input/kind.js';

/** From a time of day until another, such as 21:00 and 08:00, over midnight where that is so. */
export type QuietHours = readonly [string, string];

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** What is said of them. */
export const QUIET_HOURS: TUnsafe<QuietHours> = kind<QuietHours>(
  {
    type: 'array',
    items: { type: 'string', pattern: TIME.source },
    minItems: 2,
    maxItems: 2,
    description: 'from a time of day until another, in the time zone of the book',
    examples: [['21:00', '08:00']],
  },
  {
    refusals: (value) =>
      isQuietHours(value) ? NONE : refused(value, 'must be two times of day that differ, such as ["21:00", "08:00"]'),
    accepts: isQuietHours,
  },
);

function isQuietHours(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2 || value[0] === value[1]) return false;
  return value.every((time) => typeof time === 'string' && TIME.test(time));
}

/**
 * When the quiet hours are over that an instant falls into, by the clocks of a zone; undefined where it falls into none. A time that the
 * clocks skip is the first one after the gap, one that they show twice is the first of the two.
 * @param at and what is answered: milliseconds since 1970
 */
export function quietUntil([from, to]: QuietHours, zone: string, at: number): number | undefined {
  const begins = timesOf(from, zone).next(at) ?? Infinity;
  const ends = timesOf(to, zone).next(at) ?? Infinity;
  return ends < begins ? ends : undefined;
}

/** One for each time of day in a zone at most. */
const KNOWN = new Map<string, Timetable>();

function timesOf(time: string, zone: string): Timetable {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const name = `${time} ${zone}`;
  const times = KNOWN.get(name) ?? cron(`${String(minute)} ${String(hour)} * * *`, zone);
  KNOWN.set(name, times);
  return times;
}
