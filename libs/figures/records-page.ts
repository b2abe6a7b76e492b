import { compareText } from '#kernel/compare.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Views } from '#kernel/ports/views.js';
import type { Catalogue } from './catalogue.js';
import { decodeId, encodeCursor } from './cursor.js';
import type { RecordBehind, Records } from './figure.answers.js';
import type { Metric } from './metric.js';
import { recordsSeen, type RecordSeen } from './records-seen.js';
import { sharesOf, type CellQuestion } from './records.js';
import { cut, onSpan, type AskedSpan } from './span.js';
import { toFigure, type Figure } from './value.js';

/** The cell that a query with these filters and days answers. */
export interface AskedCell extends Omit<CellQuestion, 'window'>, AskedSpan {}

/** Which page of what is behind it. */
export interface RecordsQuestion extends AskedCell {
  readonly limit: number;
  readonly cursor?: string;
  /** The question as asked, without its page: what a cursor is good for. */
  readonly asked: object;
}

/** The id of a thing behind a cell, with its share. */
export type Share = readonly [id: string, share: bigint];

/** Everything behind a cell in order of the ids. @throws Problem as `sharesOf` */
export async function sharesInOrder(
  question: AskedCell,
  views: Views,
  catalogue: Catalogue,
): Promise<readonly Share[]> {
  const shares = await onSpan(question, views, catalogue.rows, (span) =>
    sharesOf({ ...question, window: cut(span, span, question.asOf) }, views, catalogue),
  );
  return [...shares].sort(([a], [b]) => compareText(a, b));
}

/** A page of the things behind a cell, in order of their ids, with their number and the sum of their shares: those of all pages. */
export async function recordsPage(
  question: RecordsQuestion,
  views: Views,
  catalogue: Catalogue,
  calendar: Calendar,
): Promise<Records> {
  const { metric, limit, cursor, asked } = question;
  const shares = await sharesInOrder(question, views, catalogue);
  const after = decodeId(asked, cursor);
  const rest = after === undefined ? shares : shares.filter(([id]) => compareText(id, after) > 0);
  const page = rest.slice(0, limit);
  return {
    metric: metric.name,
    unit: metric.unit,
    ...totalOf(shares, metric),
    records: await recordsOf(page, question, views, { catalogue, calendar }),
    next: rest.length > limit ? encodeCursor(asked, page.at(-1)?.[0] ?? '') : null,
  };
}

/** How many things there are, and what their shares sum to. */
function totalOf(shares: readonly Share[], metric: Metric): { readonly count: number; readonly sum: Figure } {
  const sum = shares.reduce((total, [, share]) => total + share, 0n);
  return { count: shares.length, sum: toFigure(sum, metric) };
}

/** What they are that have these shares. Whoever sees some rows only is told no more of a record than its facts in them say. */
export async function recordsOf(
  shares: readonly Share[],
  { metric, knownAt }: Pick<CellQuestion, 'metric' | 'knownAt'>,
  views: Views,
  { catalogue, calendar }: { readonly catalogue: Catalogue; readonly calendar: Calendar },
): Promise<readonly RecordBehind[]> {
  const value = (share: bigint): Figure => toFigure(share, metric);
  if (catalogue.behind(metric) === 'customer')
    return shares.map(([id, share]) => ({
      ...{ kind: 'customer', id, customerId: id, occurredAt: null, value: value(share) },
    }));
  const ids = shares.map(([id]) => id);
  const seen = await recordsSeen(ids, views, catalogue, knownAt);
  return Promise.all(
    shares.map(async ([id, share]) => {
      const own = seen === undefined ? undefined : (seen.get(id) ?? NOTHING_SEEN);
      return { ...(await recordOf(id, views, calendar, own)), value: value(share) };
    }),
  );
}

const NOTHING_SEEN: RecordSeen = { customerId: null, days: new Set() };

/** @param seen what is seen of it, where that is not all: then it began when it was first seen, by a fact of that day */
async function recordOf(
  id: string,
  views: Views,
  calendar: Calendar,
  seen: RecordSeen | undefined,
): Promise<Omit<RecordBehind, 'value'>> {
  const [, kind = '', own = ''] = /^(\w+?)-(.*)$/s.exec(id) ?? [];
  const first = await firstOf(id, views, calendar, seen);
  const customer = seen === undefined ? (first?.fields['customer'] ?? '') : (seen.customerId ?? '');
  const { occurredAt = null } = (first?.body ?? {}) as { readonly occurredAt?: string };
  return { kind, id: own, customerId: customer === '' ? null : customer, occurredAt };
}

/** The first entry of a record in the journal that is seen. */
async function firstOf(id: string, views: Views, calendar: Calendar, seen: RecordSeen | undefined) {
  const where = { stream: id };
  if (seen === undefined) return (await views.find('journal', { where, limit: 1 }))[0];
  for await (const entry of findAll(views, 'journal', { where })) {
    const { occurredAt } = entry.body as unknown as { readonly occurredAt: string };
    if (seen.days.has(calendar.dayOf(occurredAt))) return entry;
  }
  return undefined;
}
