import { LRUCache } from 'lru-cache';
import type { Figures } from '#insights/query/figures.js';
import { readWholeJournal, type JournalEntry } from '#insights/query/journal.js';
import { formatDay } from '#kernel/calendar.js';
import { formatDecimal, readDecimal } from '#kernel/decimal.js';
import { parsePeriod, type Period } from '#kernel/periods.js';
import { Problem } from '#kernel/problem.js';
import { todayOf } from './answered.js';
import type { Book } from './book.js';
import { needDecodable } from './need-decodable.js';

/** A closing as callers see it. */
export interface Closing {
  readonly period: string;
  readonly number: number;
  readonly id: string;
  /** The position of the log the figures are of. */
  readonly position: string;
  readonly closedAt: string;
  readonly digest: string;
}

/** Attempts to see all figures at one position while facts arrive; after them a replay does. */
const ATTEMPTS = 3;
const PATIENCE = 30_000;

/** Closed figures by their digest: what a replay gives again at any time. */
const remembered = new LRUCache<string, Figures['figures']>({ max: 50 });

/** Records the figures of a period as they stand now. @throws Problem `period-not-over`, `undecodable-event` */
export async function closePeriod(book: Book, name: string, data: unknown) {
  const period = periodNamed(book, name);
  if (period.to >= todayOf(book))
    throw new Problem('period-not-over', `${name} ends on ${formatDay(period.to)}: close it when it is over`);
  await book.models.waitFor(await book.log.tail());
  // Its figures would not be those that a replay gives once the event is decoded.
  await needDecodable(book, 'Closing a period');
  const { position, digest, figures } = await figuresNow(book, period);
  const receipt = await book.ledger.closePeriod(data, { period: name, position, digest });
  remembered.set(digest, figures);
  await book.models.waitFor(receipt.position);
  return { receipt, closing: (await closingsOf(book, name)).find(({ id }) => id === receipt.id) };
}

/** A closed period with the figures of one of its closings, the last unless named. @throws Problem `not-found`, `replay-needed` */
export async function closedPeriod(book: Book, name: string, number?: number) {
  const period = periodNamed(book, name);
  const { closings, closing } = await closingNumbered(book, name, number);
  const figures = await figuresOf(book, period, closing);
  return { period: name, from: formatDay(period.from), to: formatDay(period.to), closing, closings, figures };
}

/** Every closing of any period, in the order they were made. */
export async function listClosings(book: Book): Promise<{ readonly closings: readonly Closing[] }> {
  const found = await book.models.use(undefined, ({ views }) => readWholeJournal(views, { type: 'PeriodClosed' }));
  return { closings: found.map(closingOf) };
}

/** What was recorded after a closing and falls into its period, a page of it, with the effect of each and of all. */
export async function restatements(
  book: Book,
  name: string,
  { number, after, limit }: { readonly number?: number; readonly after?: number; readonly limit: number },
) {
  const period = periodNamed(book, name);
  const { closing } = await closingNumbered(book, name, number);
  const before = await figuresOf(book, period, closing);
  const now = await figuresNow(book, period);
  const { events, next } = await book.models.use(undefined, (model) =>
    model.read('laterFacts', { period, after: Math.max(after ?? 0, Number(closing.position)), limit }),
  );
  return { period: name, closing, changes: changesOf(before, now.figures), facts: events, next };
}

function periodNamed({ calendar }: Book, name: string): Period {
  const period = parsePeriod(name, calendar.fiscalStart);
  if (period !== undefined) return period;
  const detail = 'must be the name of a period such as 2020-03, 2020-W05, 2020-Q1, 2020 or FY2020';
  throw new Problem('invalid-request', `the period ${detail}`, [{ field: 'period', detail }]);
}

async function figuresNow(book: Book, period: Period): Promise<Figures & { readonly position: number }> {
  const today = todayOf(book);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { position, ...found } = await book.models.use(undefined, (model) =>
      model.read('figures', { from: period.from, to: period.to, asOf: period.to, today }),
    );
    if (position !== null) return { ...found, position: Number(position) };
  }
  return figuresAt(book, period, book.models.covered);
}

/** As known at a position, from a replay. */
async function figuresAt(
  book: Book,
  period: Period,
  position: number,
): Promise<Figures & { readonly position: number }> {
  const today = todayOf(book);
  const { id } = await book.replays.start({ knownAt: { position } });
  const found = await book.replays.use(
    id,
    (model) => model.read('figures', { from: period.from, to: period.to, asOf: period.to, today }),
    PATIENCE,
  );
  return { ...found, position };
}

async function figuresOf(book: Book, period: Period, closing: Closing): Promise<Figures['figures']> {
  const known = remembered.get(closing.digest);
  if (known !== undefined) return known;
  const { digest, figures } = await figuresAt(book, period, Number(closing.position));
  if (digest !== closing.digest)
    throw new Error(
      `the figures of ${closing.period} at ${closing.position} are not those that were closed: ${digest}`,
    );
  remembered.set(digest, figures);
  return figures;
}

async function closingsOf(book: Book, name: string): Promise<readonly Closing[]> {
  const found = await book.models.use(undefined, ({ views }) => readWholeJournal(views, { stream: `period-${name}` }));
  return found.map(closingOf);
}

function closingOf({ data, recordedAt }: JournalEntry): Closing {
  const { period, number, id, position, digest } = data as { readonly [field: string]: string } & {
    readonly number: number;
  };
  return {
    period: period ?? '',
    number,
    id: id ?? '',
    position: String(position),
    closedAt: recordedAt,
    digest: digest ?? '',
  };
}

async function closingNumbered(book: Book, name: string, number?: number) {
  const closings = await closingsOf(book, name);
  const closing = number === undefined ? closings.at(-1) : closings.find((one) => one.number === number);
  if (closing === undefined)
    throw new Problem(
      'not-found',
      `${name} has no closing${number === undefined ? '' : ` number ${String(number)}`}: POST /v1/periods/${name}/close`,
    );
  return { closings, closing };
}

/** The totals that differ. */
function changesOf(before: Figures['figures'], now: Figures['figures']) {
  const [closed = {}] = before[''] ?? [];
  const [current = {}] = now[''] ?? [];
  return Object.keys(current)
    .filter((name) => closed[name] !== current[name])
    .map((name) => {
      const [was = null, is = null] = [closed[name], current[name]];
      return { metric: name, closed: was, now: is, change: changeOf(was, is) };
    });
}

function changeOf(was: string | number | null, is: string | number | null): string | number | null {
  if (typeof was === 'string' && typeof is === 'string') return formatDecimal(readDecimal(is) - readDecimal(was));
  return typeof was === 'number' && typeof is === 'number' ? is - was : null;
}
