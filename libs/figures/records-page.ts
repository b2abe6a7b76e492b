import { compareText } from '#kernel/compare.js';
import type { Views } from '#kernel/ports/views.js';
import type { Catalogue } from './catalogue.js';
import { decodeId, encodeCursor } from './cursor.js';
import type { RecordBehind, Records } from './figure.answers.js';
import type { Metric } from './metric.js';
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
export async function recordsPage(question: RecordsQuestion, views: Views, catalogue: Catalogue): Promise<Records> {
  const { metric, limit, cursor, asked } = question;
  const shares = await sharesInOrder(question, views, catalogue);
  const after = decodeId(asked, cursor);
  const rest = after === undefined ? shares : shares.filter(([id]) => compareText(id, after) > 0);
  const page = rest.slice(0, limit);
  return {
    metric: metric.name,
    unit: metric.unit,
    ...totalOf(shares, metric),
    records: await recordsOf(page, metric, views, catalogue),
    next: rest.length > limit ? encodeCursor(asked, page.at(-1)?.[0] ?? '') : null,
  };
}

/** How many things there are, and what their shares sum to. */
function totalOf(shares: readonly Share[], metric: Metric): { readonly count: number; readonly sum: Figure } {
  const sum = shares.reduce((total, [, share]) => total + share, 0n);
  return { count: shares.length, sum: toFigure(sum, metric) };
}

/** What they are that have these shares. */
export function recordsOf(
  shares: readonly Share[],
  metric: Metric,
  views: Views,
  catalogue: Catalogue,
): Promise<readonly RecordBehind[]> {
  const value = (share: bigint): Figure => toFigure(share, metric);
  if (catalogue.behind(metric) !== 'customer')
    return Promise.all(shares.map(([id, share]) => recordOf(id, value(share), views)));
  return Promise.resolve(
    shares.map(([id, share]) => ({ kind: 'customer', id, customerId: id, occurredAt: null, value: value(share) })),
  );
}

async function recordOf(id: string, value: Figure, views: Views): Promise<RecordBehind> {
  const [, kind = '', own = ''] = /^(\w+?)-(.*)$/s.exec(id) ?? [];
  const [first] = await views.find('journal', { where: { stream: id }, limit: 1 });
  const { occurredAt = null } = (first?.body ?? {}) as { readonly occurredAt?: string };
  const customer = first?.fields['customer'];
  return {
    kind,
    id: own,
    customerId: customer === undefined || customer === '' ? null : customer,
    occurredAt,
    value,
  };
}
