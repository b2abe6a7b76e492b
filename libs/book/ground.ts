import { Value } from 'typebox/value';
import { TIMES } from '#engine/schedule/schedule.js';
import type { Ground, TileAnswered } from '#subjects/reactions.js';
import { parseDay } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { askValue } from './ask.js';
import { askRows } from './ask-rows.js';
import type { Book } from './book.js';
import { catalogueFor, catalogueServed } from './catalogue-known.js';
import { askedDashboard, askedQuestion } from './dashboards.js';
import { readNamed } from './reading/reads.js';
import { showValue, type AskedShow } from './show.js';
import { systemReadings } from './system-readings.js';
import { askTiles } from './tiles.js';

/** What reactions may ask of a book: its figures and its clock, neither its log nor anything that would change it. */
export function groundOf(book: Book): Ground {
  const { calendar, currency, clock } = book;
  return {
    calendar,
    currency,
    now: clock,
    settled: async () => book.models.waitFor(await book.log.tail()),
    ranUpTo: async (scheduled) => {
      const at = await book.outbox().checkpoint(TIMES + scheduled);
      return at === undefined ? undefined : new Date(at).toISOString();
    },
    metric: async (name) => (await catalogueFor(name, book)).metrics.get(name),
    query: async (question) => {
      for (const name of ['asOf', 'knownAt']) dayOf(name, question[name]);
      return askValue(book, question);
    },
    rows: (questions) => {
      for (const question of questions) for (const name of ['asOf', 'knownAt']) dayOf(name, question[name]);
      return askRows(book, questions);
    },
    readings: (metric) => systemReadings(book, metric),
    tiles: async ({ question, dashboard = '' }) => {
      const { tiles } = await (question === undefined
        ? askedDashboard(book, dashboard, {})
        : askedQuestion(book, question, {}));
      return tiles.map(({ title, chart, raw }) => ({ title, chart, question: raw }));
    },
    answers: (questions) => answersOf(book, questions),
    read: async (read, id, { asOf, knownAt } = {}, asked = {}) => {
      for (const [name, day] of Object.entries({ asOf, knownAt })) dayOf(name, day);
      const parameters = Value.Default(readNamed(read).parameters, { ...asked }) as AskedShow['parameters'];
      return showValue(book, { read, id, clocks: { asOf, knownAt }, parameters });
    },
  };
}

async function answersOf(book: Book, questions: readonly (object | Problem)[]): Promise<readonly TileAnswered[]> {
  for (const question of questions)
    for (const name of ['asOf', 'knownAt']) dayOf(name, (question as Readonly<Record<string, unknown>>)[name]);
  const outcomes = await askTiles(book, questions);
  const { metrics } = await catalogueServed(book);
  return outcomes.map((outcome) => {
    if ('problem' in outcome) return outcome;
    const { totals } = outcome.answer;
    const meanings = Object.keys(totals).map((name) => [name, metrics.get(name)?.definition ?? ''] as const);
    return { answer: outcome.answer, meanings: Object.fromEntries(meanings.filter(([, meaning]) => meaning !== '')) };
  });
}

/** An instant needs a replay, which no reaction begins. @throws Problem */
function dayOf(name: string, text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const day = typeof text === 'string' ? parseDay(text) : undefined;
  if (day === undefined) throw new Problem('invalid-request', `${name} must be a date such as "2024-01-31"`);
  return day;
}
