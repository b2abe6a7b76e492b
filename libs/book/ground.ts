import type { Days, Ground, Things } from '#subjects/reactions.js';
import { parseDay } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { todayOf } from './answered.js';
import { askValue } from './ask.js';
import type { Book } from './book.js';

/** What reactions may ask of a book: its figures and its clock, neither its log nor anything that would change it. */
export function groundOf(book: Book): Ground {
  const { calendar, currency, clock, models } = book;
  return {
    calendar,
    currency,
    now: clock,
    query: async (question) => {
      for (const name of ['asOf', 'knownAt']) dayOf(name, question[name]);
      return askValue(book, question);
    },
    read: async <Kind extends keyof Things>(kind: Kind, id: string, days: Days = {}) => {
      const knownAt = dayOf('knownAt', days.knownAt);
      const known = knownAt === undefined ? undefined : { day: knownAt };
      const { policies } = await models.policiesKnown(known);
      const sight = { asOf: { day: dayOf('asOf', days.asOf) ?? todayOf(book) }, knownAt: known };
      return (await models.use(undefined, (model) => model.read(kind, { id, sight, policies }))) as Things[Kind];
    },
  };
}

/** An instant needs a replay, which no reaction begins. @throws Problem */
function dayOf(name: string, text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const day = typeof text === 'string' ? parseDay(text) : undefined;
  if (day === undefined) throw new Problem('invalid-request', `${name} must be a date such as "2024-01-31"`);
  return day;
}
