import { notAnInstant, parseDay, type Calendar } from '#kernel/time/calendar.js';
import { kind, NONE, refused } from './kind.js';
import type { Refusal } from './mistakes.js';

/** RFC 3339, or a date = its start in the book's calendar; kept in UTC with milliseconds. */
export const instant = kind<string>(
  { type: 'string', description: 'RFC 3339, or a date, which means its start' },
  {
    refusals: (value, { calendar }) =>
      instantOf(value, calendar) === undefined ? refused(value, notAnInstant(shortText(value))) : NONE,
    accepts: (value) => typeof value === 'string' && INSTANT.test(value) && isDay(value) && !EDGE.test(value),
    normal: (value, { calendar }) => plainInstant(value) ?? (instantOf(value, calendar) as string),
  },
);

/** A date; its normal form is itself. */
export const date = kind<string>(
  { type: 'string', format: 'date' },
  {
    refusals: dateRefusals,
    accepts: (value) => dateRefusals(value).length === 0,
  },
);

/** The start of a date, RFC 3339 in UTC. */
export function startOfDate(text: string, calendar: Calendar): string {
  return calendar.startOf(parseDay(text) as number);
}

const INSTANT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;
/** Where it depends on the calendar whether an instant is on a day that a date can name. */
const EDGE = /^(?:0000|0001-01-0|9999-12-[23])/;

/** The usual form, without reckoning: an instant in UTC to the second that was found to be one. */
function plainInstant(value: unknown): string | undefined {
  return typeof value === 'string' && PLAIN.test(value) ? `${value.slice(0, -1)}.000Z` : undefined;
}

/** Not where a day may be one that no date can name. */
const PLAIN = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Days 1 to 28 there are in every month. */
function isDay(text: string): boolean {
  return text.slice(8, 10) <= '28' || parseDay(text.slice(0, 10)) !== undefined;
}

function instantOf(value: unknown, calendar: Calendar): string | undefined {
  return calendar.instant(shortText(value));
}

function shortText(value: unknown): string {
  return typeof value === 'string' && value.length < 40 ? value : '';
}

function dateRefusals(value: unknown): readonly Refusal[] {
  return typeof value === 'string' && parseDay(value) !== undefined
    ? NONE
    : refused(value, 'must be a date such as "2024-02-03"');
}
