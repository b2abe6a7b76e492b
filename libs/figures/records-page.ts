import { compareText } from '#kernel/compare.js';
import type { Views } from '#kernel/ports/views.js';
import { decodeId, encodeCursor } from './cursor.js';
import { behind } from './evaluate.js';
import { sharesOf, type CellQuestion, type Shares } from './records.js';
import { cut, onSpan, type AskedSpan } from './span.js';
import { toFigure, type Figure } from './value.js';

/** The cell that a query with these filters and days answers, and which page. */
export interface RecordsQuestion extends Omit<CellQuestion, 'window'>, AskedSpan {
  readonly limit: number;
  readonly cursor?: string;
  /** The question as asked, without its page: what a cursor is good for. */
  readonly asked: object;
}

/** A thing behind a figure. */
export interface RecordBehind {
  readonly kind: 'customer' | 'sale' | 'credit' | 'interaction' | 'opportunity';
  readonly id: string;
  readonly customerId: string | null;
  /** When it happened; null for a customer. */
  readonly occurredAt: string | null;
  /** Its share of the figure. */
  readonly value: Figure;
}

/** A page of the things behind a cell, in order of their ids, with their number and the sum of their shares: those of all pages. */
export async function recordsPage(question: RecordsQuestion, views: Views) {
  const { metric, asOf, limit, cursor, asked } = question;
  const shares = await onSpan(question, views, (span) =>
    sharesOf({ ...question, window: cut(span, span, asOf) }, views),
  );
  const ids = [...shares.keys()].sort(compareText);
  const after = decodeId(asked, cursor);
  const rest = after === undefined ? ids : ids.filter((id) => compareText(id, after) > 0);
  const page = rest.slice(0, limit);
  const records = await Promise.all(page.map((id) => describe(id, shares, question, views)));
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

async function describe(id: string, shares: Shares, { metric }: RecordsQuestion, views: Views): Promise<RecordBehind> {
  const value = toFigure(shares.get(id), metric);
  if (behind(metric) === 'customer') return { kind: 'customer', id, customerId: id, occurredAt: null, value };
  const [, kind = '', own = ''] = /^(\w+?)-(.*)$/s.exec(id) ?? [];
  const [first] = await views.find('journal', { where: { stream: id }, limit: 1 });
  const { occurredAt = null } = (first?.body ?? {}) as { readonly occurredAt?: string };
  const customer = first?.fields['customer'];
  return {
    kind: kind as RecordBehind['kind'],
    id: own,
    customerId: customer === undefined || customer === '' ? null : customer,
    occurredAt,
    value,
  };
}
