import { questionFromParameters, parseQuestion } from '#figures/question.js';
import type { Catalogue } from '#figures/catalogue.js';
import { basisOn, type AskedBasis } from '#figures/basis.js';
import { withDays, type AskedDays } from '#figures/days.js';
import type { AskedCell, RecordsQuestion } from '#figures/records-page.js';
import { Problem } from '#kernel/problem.js';
import type { Clocks, Shown } from './answered.js';

/** A question about the records behind a cell: the cell's filters, and which page. */
export interface AskedRecords
  extends Clocks, AskedDays, Pick<RecordsQuestion, 'metric' | 'where' | 'limit' | 'cursor'> {
  readonly basis?: AskedBasis;
}

const LIMIT = 100;
const MOST = 1_000;

/** Reads the parameters of `GET /v1/records`. @throws Problem saying what is possible */
export function readRecordsParameters(
  parameters: Readonly<Record<string, unknown>>,
  catalogue: Catalogue,
): AskedRecords {
  const { limit, cursor, metric, asOf, knownAt, replay, position: _position, ...cell } = parameters;
  if (typeof metric !== 'string') throw invalid('metric', 'must be the name of one metric');
  for (const name of ['by', 'grain', 'compare', 'metrics'])
    if (name in cell)
      throw invalid(
        name,
        'has no meaning here: records are those behind one cell, named by from, to (or period) and where',
      );
  const question = parseQuestion(questionFromParameters({ ...cell, metrics: metric }), catalogue);
  const [found] = question.metrics;
  if (found === undefined || question.metrics.length > 1) throw invalid('metric', 'must be the name of one metric');
  const count = limit === undefined ? LIMIT : Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw invalid('limit', `must be from 1 to ${String(MOST)}`);
  const { where, from, to, period, basis } = question;
  return {
    metric: found,
    where,
    limit: count,
    ...(period !== undefined && { period }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(basis !== undefined && { basis }),
    ...textsOf({ cursor, asOf, knownAt, replay }),
  };
}

function textsOf(given: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (typeof value !== 'string') throw invalid(name, 'must be given once');
    found[name] = value;
  }
  return found;
}

/** The same cell that a query with these filters and days answers. */
export function cellOf(
  asked: Omit<AskedRecords, 'limit' | 'cursor'>,
  { asOf, knownAt, today }: Omit<Shown, 'model'>,
  fiscalStart: number,
): AskedCell {
  const { metric, where, from, to } = withDays(asked, asOf, fiscalStart);
  return {
    metric,
    where,
    asOf,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(knownAt !== undefined && { knownAt }),
    ...basisOn(asked, today),
  };
}

/** A page of what is behind it. */
export function recordsQuestion(
  { limit, cursor, ...asked }: AskedRecords,
  shown: Omit<Shown, 'model'>,
  fiscalStart: number,
): RecordsQuestion {
  return {
    ...cellOf(asked, shown, fiscalStart),
    limit,
    asked: { ...asked, metric: asked.metric.name },
    ...(cursor !== undefined && { cursor }),
  };
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
