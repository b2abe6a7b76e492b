import { concatMap, filter, interval, map, merge, Observable, of, throttleTime, type Observable as Stream } from 'rxjs';
import { answer } from '#insights/query/answer.js';
import { metricNamed } from '#insights/query/catalogue.js';
import type { Definitions } from '#insights/customer/published.js';
import { journalFields } from '#insights/query/journal.js';
import type { Figure } from '#insights/query/value.js';
import type { Views } from '#kernel/views.port.js';
import { contextOf } from './ask.js';
import { todayOf } from './answered.js';
import type { Book } from './book.js';

/** What a listener is told: how far the figures are, what came since the last message, and the counters that changed by it. */
export interface LiveData {
  readonly position: string;
  /** Events by type; null where more came than are worth counting. */
  readonly events: Readonly<Record<string, number>> | null;
  /** Counters as of today: all in the first message, later those that changed. */
  readonly counters: Readonly<Record<string, Figure>>;
  readonly definitions: Definitions;
}

export interface LiveMessage {
  /** The position: what a resuming listener sends back as Last-Event-ID. */
  readonly id?: string;
  readonly type: 'facts' | 'ping';
  readonly data: LiveData | '';
}

const COUNTERS = [
  'customers.total',
  'customers.active',
  'orders',
  'units',
  'revenue.net',
  'interactions',
  'opportunities.open',
  'pipeline.value',
];
/** Milliseconds between messages at least, and between signs of life. */
const EVERY = 250;
const PING = 15_000;
/** Events counted one by one at most. */
const COUNTED = 20_000;

/** Messages to one listener, from a position on (that of its last message) or from now. */
export function live(book: Book, from: number | undefined): Stream<LiveMessage> {
  let last = from ?? book.models.covered;
  let known: Readonly<Record<string, Figure>> = {};
  const next = async (): Promise<LiveMessage | undefined> => {
    const first = Object.keys(known).length === 0;
    if (!first && book.models.covered <= last) return undefined;
    const { data, to } = await dataSince(book, last, known);
    known = { ...known, ...data.counters };
    last = Math.max(last, to);
    return { id: String(last), type: 'facts', data };
  };
  const facts = merge(of(undefined), progressOf(book)).pipe(
    throttleTime(EVERY, undefined, { leading: true, trailing: true }),
    concatMap(next),
    filter((message) => message !== undefined),
  );
  return merge(facts, interval(PING).pipe(map((): LiveMessage => ({ type: 'ping', data: '' }))));
}

function progressOf({ models }: Book): Stream<void> {
  return new Observable((listener) => models.onProgress(() => listener.next()));
}

async function dataSince(
  book: Book,
  after: number,
  known: Readonly<Record<string, Figure>>,
): Promise<{ readonly data: LiveData; readonly to: number }> {
  const today = todayOf(book);
  return book.models.use(undefined, async (model) => {
    const question = { metrics: COUNTERS.map(metricNamed), by: [], where: {} };
    const context = contextOf(book, { model, asOf: today, today });
    const { totals, meta } = await answer(question, model.views, context);
    const to = Number(meta.position);
    const changed = Object.entries(totals).filter(([name, figure]) => known[name] !== figure);
    const events = await countEvents(model.views, after, to);
    const { definitions } = model;
    return { data: { position: meta.position, events, counters: Object.fromEntries(changed), definitions }, to };
  });
}

async function countEvents(views: Views, from: number, to: number): Promise<LiveData['events']> {
  if (to - from > COUNTED) return null;
  const counts: Record<string, number> = {};
  for await (const { type } of journalFields(views, {}, from, to)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
