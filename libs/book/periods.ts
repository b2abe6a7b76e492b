import { closing } from '#subjects/periods/period.commands.js';
import { LRUCache } from 'lru-cache';
import { CATALOGUE } from '#subjects/catalogue.js';
import { closedColumns, closedTables, figuresKept } from '#subjects/periods/closed-figures.js';
import { digestOf, shownToday, type FigureTables, type Shown } from '#figures/figures.js';
import { isReadable, readWholeJournal, type JournalEntry } from '#figures/journal/journal.js';
import { formatDay } from '#kernel/time/calendar.js';
import { parsePeriod, type Period } from '#kernel/time/periods.js';
import type { Receipt } from '#engine/record/handle.js';
import { Problem } from '#kernel/problem.js';
import { PERIOD_EVENTS, type PeriodClosed } from '#subjects/periods/period.events.js';
import { isNarrowedNow, seenNow } from './access/narrowing.js';
import { askedAs, signed } from './access/principal.js';
import { todayOf } from './answered.js';
import type { ClosedPeriod, Closing, Closings } from './period.answers.js';
import type { Book } from './book.js';
import type { Answered } from './reading/reads.js';
import { needDecodable } from './need-decodable.js';

/** A closing as it was recorded: of the whole. */
type Recorded = Closing & { readonly digest: string };

/** A closing with what it keeps of its figures. */
export interface Closed {
  readonly closing: Recorded;
  readonly tables: PeriodClosed['data']['figures'];
}

/** Attempts to see all figures at one position while facts arrive; after them a replay does. */
const ATTEMPTS = 3;
const PATIENCE = 30_000;

/** Of each book that runs, figures by their digest that a replay has given: it would give them again at any time. */
const remembered = new WeakMap<Book['replays'], LRUCache<string, FigureTables>>();

/** What a closing has done. */
export interface ClosedNow {
  readonly receipt: Receipt;
  readonly closing: Closing;
}

/** Records the figures of a period as they stand now. @throws Problem `period-not-over`, `undecodable-event` */
export async function closePeriod(book: Book, name: string, data: unknown): Promise<ClosedNow> {
  const period = periodNamed(book, name);
  if (period.to >= todayOf(book))
    throw new Problem('period-not-over', `${name} ends on ${formatDay(period.to)}: close it when it is over`);
  await book.models.waitFor(await book.log.tail());
  // Its figures would not be those that a replay gives once the event is decoded.
  await needDecodable(book, 'Closing a period');
  const shown = shownToday(CATALOGUE);
  const { position, digest, figures } = await figuresNow(book, period, shown);
  const tables = closedTables(figures, shown);
  const head = await book.proof.headAt(position);
  const receipt = await book.ledger.take(
    closing({ period: name, position, digest, figures: tables, ...(head !== undefined && { head }) }),
    signed(data ?? {}),
  );
  await book.models.waitFor(receipt.position);
  await book.proof.signUpTo(receipt.position);
  const found = (await closingsOf(book, name)).find(({ closing }) => closing.id === receipt.id);
  if (found === undefined) throw new Error(`the closing ${receipt.id} of ${name} is recorded, but not to be read`);
  return { receipt, closing: found.closing };
}

/**
 * A closed period with the figures of one of its closings, the last unless named.
 * @throws Problem `not-found`, `closing-broken`, `replay-needed`
 */
export async function closedPeriod(book: Book, name: string, number?: number): Promise<ClosedPeriod> {
  const period = periodNamed(book, name);
  const { closings, ...closed } = await closingNumbered(book, name, number);
  const figures = await (isNarrowedNow() ? closedPart : closedFigures)(book, period, closed);
  const told = await Promise.all([closed.closing, ...closings].map((one) => closingTold(book, one)));
  const [closing, ...all] = told as [Closing, ...Closing[]];
  return { period: name, from: formatDay(period.from), to: formatDay(period.to), closing, closings: all, figures };
}

/** Every closing of any period, in the order they were made. */
export async function listClosings(book: Book): Promise<Closings> {
  const found = await book.models.use(undefined, ({ views }) => readWholeJournal(views, { type: 'PeriodClosed' }));
  const closings = readable(found).map((entry) => closingTold(book, closedOf(entry).closing));
  return { closings: await Promise.all(closings) };
}

/** The digest is of the whole, and so is what a position counts. */
async function closingTold({ narrowing }: Book, closing: Closing): Promise<Closing> {
  if (!isNarrowedNow()) return closing;
  return { ...closing, position: await narrowing.shown(Number(closing.position)), digest: null };
}

/** @throws Problem for what names no period */
export function periodNamed({ calendar }: Book, name: string): Period {
  const period = parsePeriod(name, calendar.fiscalStart);
  if (period !== undefined) return period;
  const detail = 'must be the name of a period such as 2020-03, 2020-W05, 2020-Q1, 2020 or FY2020';
  throw new Problem('invalid-request', `the period ${detail}`, [{ field: 'period', detail }]);
}

/** Of one position, as everything now recorded shows them. */
export async function figuresNow(
  book: Book,
  period: Period,
  shown: Shown,
): Promise<Closable & { readonly position: number }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { position, ...found } = await book.models.use(undefined, (model) =>
      model.read('figures', closable(book, period, shown)),
    );
    if (position !== null) return { ...whole(found), position: Number(position) };
  }
  const { position } = book.models;
  return { ...(await figuresAt(book, period, position, shown)), position };
}

interface Closable {
  readonly digest: string;
  readonly figures: FigureTables;
}

/** As known at a position, from a replay. */
async function figuresAt(book: Book, period: Period, position: number, shown: Shown): Promise<Closable> {
  const { id } = await book.replays.start({ knownAt: { position } });
  return book.replays.use(
    id,
    async (model) => whole(await model.read('figures', closable(book, period, shown))),
    PATIENCE,
  );
}

/** A period is closed as all see it. */
function whole({ digest, figures }: Pick<Answered<'figures'>, 'digest' | 'figures'>): Closable {
  if (digest === null) throw new Error('a period is closed by what somebody sees of it');
  return { digest, figures };
}

function closable(book: Book, { from, to }: Period, shown: Shown) {
  return { from, to, asOf: to, today: todayOf(book), shown };
}

/** The figures as they were closed: those kept, or from a replay, and only with the digest they had. @throws Problem `closing-broken` */
export async function closedFigures(book: Book, period: Period, { closing, tables }: Closed): Promise<FigureTables> {
  const kept = figuresKept(tables);
  if (kept !== undefined) return withDigest(closing, kept, digestOf(kept));
  const replayed = remembered.get(book.replays) ?? new LRUCache({ max: 50 });
  remembered.set(book.replays, replayed);
  const known = replayed.get(closing.digest);
  if (known !== undefined) return known;
  const shown = closedColumns(tables);
  const gone = goneIn(shown);
  if (gone !== undefined)
    throw broken(closing, `there is no metric ${gone} any more, which it is of: a release that has it can show them`);
  const { digest, figures } = await figuresAt(book, period, Number(closing.position), shown);
  replayed.set(digest, figures);
  return withDigest(closing, figures, digest);
}

/**
 * What whoever sees a part only sees of the figures as they were closed: from a replay, and only where its figures of the whole are those that
 * were closed. How far a replay has come is not theirs to know. @throws Problem `closing-broken`, `took-too-long`
 */
async function closedPart(book: Book, period: Period, { closing, tables }: Closed): Promise<FigureTables> {
  const seen = seenNow();
  const shown = closedColumns(tables);
  if (goneIn(shown) !== undefined) throw partBroken(closing);
  const names = CATALOGUE.within(seen?.rows, seen?.minGroup).listed.map(({ name }) => name);
  const own = Object.entries(shown).map(([by, metrics]) => [by, metrics.filter((one) => names.includes(one))] as const);
  const { id } = await book.replays.start({ knownAt: { position: Number(closing.position) } });
  try {
    return await book.replays.use(
      id,
      async (model) => {
        const asked = closable(book, period, shown);
        const { digest } = await askedAs(undefined, () => model.read('figures', asked));
        if (digest !== closing.digest) throw partBroken(closing);
        return (await model.read('figures', { ...asked, shown: Object.fromEntries(own) })).figures;
      },
      PATIENCE,
    );
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'replay-needed') throw error;
    throw new Problem('took-too-long', 'what was closed is still being counted anew: ask again in a moment');
  }
}

/** A metric that there is no more. */
function goneIn(shown: Shown): string | undefined {
  return Object.values(shown)
    .flat()
    .find((name) => !CATALOGUE.metrics.has(name));
}

function partBroken({ period, number }: Recorded): Problem {
  return new Problem(
    'closing-broken',
    `the figures of closing ${String(number)} of ${period} are counted otherwise now than they were closed: ask with a key that sees the whole`,
  );
}

function withDigest(closing: Recorded, figures: FigureTables, digest: string): FigureTables {
  if (digest === closing.digest) return figures;
  throw broken(
    closing,
    `they have the digest ${digest} now: this release counts otherwise or the log was changed (tally verify tells); close the period again to state its figures as they are`,
    digest,
  );
}

function broken({ period, number, position, digest }: Recorded, why: string, found?: string): Problem {
  const which = `the figures of closing ${String(number)} of ${period}, at position ${position}`;
  return new Problem('closing-broken', `${which}, were closed with the digest ${digest}, but ${why}`, [
    { field: 'closed', detail: digest },
    ...(found === undefined ? [] : [{ field: 'found', detail: found }]),
  ]);
}

async function closingsOf(book: Book, name: string): Promise<readonly Closed[]> {
  const found = await book.models.use(undefined, ({ views }) => readWholeJournal(views, { stream: `period-${name}` }));
  return readable(found).map(closedOf);
}

function readable(found: readonly JournalEntry[]): readonly JournalEntry[] {
  return found.filter((entry) => isReadable(entry, PERIOD_EVENTS));
}

function closedOf({ data, recordedAt }: JournalEntry): Closed {
  const { period, number, id, position, digest, figures } = data as PeriodClosed['data'];
  return {
    closing: { period, number, id, position: String(position), closedAt: recordedAt, digest },
    tables: figures,
  };
}

/** One closing of a period, the last unless named, with the list of all. @throws Problem `not-found` */
export async function closingNumbered(book: Book, name: string, number?: number) {
  const all = await closingsOf(book, name);
  const found = number === undefined ? all.at(-1) : all.find(({ closing }) => closing.number === number);
  if (found === undefined)
    throw new Problem(
      'not-found',
      `${name} has no closing${number === undefined ? '' : ` number ${String(number)}`}: POST /v1/periods/${name}/close`,
    );
  return { closings: all.map(({ closing }) => closing), ...found };
}
