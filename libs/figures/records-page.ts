import { compareText } from '#kernel/compare.js';
import type { Views } from '#kernel/ports/views.js';
import type { Catalogue } from './catalogue.js';
import { decodeId, encodeCursor } from './cursor.js';
import type { RecordBehind, Records } from './figure.answers.js';
import { sharesOf, type CellQuestion } from './records.js';
import { cut, onSpan, type AskedSpan } from './span.js';
import { toFigure, type Figure } from './value.js';

/** The cell that a query with these filters and days answers, and which page. */
export interface RecordsQuestion extends Omit<CellQuestion, 'window'>, AskedSpan {
  readonly limit: number;
  readonly cursor?: string;
  /** The question as asked, without its page: what a cursor is good for. */
  readonly asked: object;
}

/** A page of the things behind a cell, in order of their ids, with their number and the sum of their shares: those of all pages. */
export async function recordsPage(question: RecordsQuestion, views: Views, catalogue: Catalogue): Promise<Records> {
  const { metric, asOf, limit, cursor, asked } = question;
  const shares = await onSpan(question, views, (span) =>
    sharesOf({ ...question, window: cut(span, span, asOf) }, views, catalogue),
  );
  const ids = [...shares.keys()].sort(compareText);
  const after = decodeId(asked, cursor);
  const rest = after === undefined ? ids : ids.filter((id) => compareText(id, after) > 0);
  const page = rest.slice(0, limit);
  const value = (id: string): Figure => toFigure(shares.get(id), metric);
  const isCustomer = catalogue.behind(metric) === 'customer';
  const records = isCustomer
    ? page.map((id) => ({ kind: 'customer', id, customerId: id, occurredAt: null, value: value(id) }))
    : await Promise.all(page.map((id) => recordOf(id, value(id), views)));
  const sum = [...shares.values()].reduce((total, share) => total + share, 0n);
  return {
    metric: metric.name,
    unit: metric.unit,
    count: shares.size,
    sum: toFigure(sum, metric),
    records,
    next: rest.length > limit ? encodeCursor(asked, page.at(-1) ?? '') : null,
  };
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
