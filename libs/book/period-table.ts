import { figureColumn } from '#figures/answer-table.js';
import type { FigureTables } from '#figures/figures.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { Problem } from '#kernel/problem.js';
import { onePage, type Table, type TableColumn } from '#kernel/table.js';
import type { Book } from './book.js';
import type { ClosedPeriod } from './period.answers.js';
import { closedPeriod } from './periods.js';
import { Tabular } from './tabular.js';

/** Which figures of a closed period are asked for. */
export interface AskedPeriod {
  readonly period: string;
  /** Which closing; the last unless named. */
  readonly number?: number;
  /** Only those by this dimension. */
  readonly by?: string;
}

/** Answers `/v1/periods/{period}`: every figure that was closed; as a table those by one dimension, or the totals. */
export function period(book: Book, { period: name, number, by }: AskedPeriod): Tabular<ClosedPeriod> {
  return new Tabular(
    async () => {
      const found = await closedPeriod(book, name, number);
      return by === undefined ? found : { ...found, figures: { [by]: rowsBy(found.figures, by) } };
    },
    async () => periodTable(await closedPeriod(book, name, number), by ?? '', book.currency),
  );
}

function periodTable({ figures, closing, ...period }: ClosedPeriod, by: string, currency: string): Table {
  const rows = rowsBy(figures, by);
  const names = Object.keys(rows[0] ?? {});
  const [total] = by === '' ? [] : (figures[''] ?? []);
  const cells = (row: FigureTables[string][number]) => names.map((name) => row[name] ?? null);
  return {
    name: [period.period, ...(by === '' ? [] : [by])].join('_'),
    columns: names.map((name) => columnOf(name, by, rows, currency)),
    pages: onePage(rows.map(cells)),
    ...(total !== undefined && { totals: cells(total) }),
    about: () => [
      ['period', period.period],
      ['from', period.from],
      ['to', period.to],
      ['closing', String(closing.number)],
      ['closedAt', closing.closedAt],
      ['position', closing.position],
      ...(closing.digest === null ? [] : [['digest', closing.digest] as const]),
      ['currency', currency],
    ],
  };
}

/** A metric that there is no more is as its figures are. */
function columnOf(name: string, by: string, rows: FigureTables[string], currency: string): TableColumn {
  if (name === by) return { name, type: 'text' };
  const metric = CATALOGUE.metrics.get(name);
  if (metric !== undefined) return figureColumn(name, metric, {}, currency);
  return { name, type: rows.some((row) => typeof row[name] === 'string') ? 'decimal' : 'number' };
}

/** @throws Problem for a dimension by which the figures were not closed */
function rowsBy(figures: FigureTables, by: string): FigureTables[string] {
  const rows = Object.hasOwn(figures, by) ? figures[by] : undefined;
  if (rows !== undefined) return rows;
  const possible = Object.keys(figures).filter((name) => name !== '');
  const detail = `must be a dimension that the figures were closed by: ${possible.join(', ')}`;
  throw new Problem('invalid-request', `by ${detail}`, [{ field: 'by', detail }]);
}
