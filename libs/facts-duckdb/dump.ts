import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { Row } from '#kernel/ports/views-schema.js';
import { wholeOf } from './cells.js';
import { quoted, type Layout } from './layout.js';

/** Rows that are read as they are taken; whoever has them takes them to their end or to none. */
export interface Dump {
  rows(): AsyncIterable<Row>;
}

/**
 * Every fact of a series as one state has it, equal keys added up, zeros left out, in order. All of the file that it takes is read before
 * this resolves: a damaged one is met here.
 */
export async function dumped(connection: DuckDBConnection, layout: Layout): Promise<Dump> {
  const { series } = layout;
  const result = await connection.stream(statement(layout));
  const first = await result.fetchChunk();
  async function* rows(): AsyncIterable<Row> {
    for (
      let chunk: DuckDBDataChunk | null = first;
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    )
      for (const row of chunk.getRows()) yield factOf(row, series.name, series.dimensions.length);
  }
  return { rows };
}

/** Ids are added up first, and give way to their texts then: the order is that of texts. */
function statement({ table, columns }: Layout): string {
  const isMeasure = ({ kind }: (typeof columns)[number]): boolean => kind === 'count' || kind === 'amount';
  const keys = columns.filter((column) => !isMeasure(column));
  const sums = columns.filter(isMeasure).map(({ name }) => `sum(${quoted(name)}) AS ${quoted(name)}`);
  const names = keys.map(({ name }) => quoted(name));
  const added = `SELECT ${[...names, ...sums].join()} FROM ${quoted(table)} GROUP BY ${names.join()}
    HAVING ${columns
      .filter(isMeasure)
      .map(({ name }) => `sum(${quoted(name)}) <> 0`)
      .join(' OR ')}`;
  const shared = keys.flatMap(({ kind, name }, i) => (kind === 'shared-text' ? [{ name, as: `t${String(i)}` }] : []));
  const texts = shared.map(({ name, as }) => `JOIN texts ${as} ON ${as}.id = added.${quoted(name)}`);
  const shown = keys.map(({ kind, name }, i) => (kind === 'shared-text' ? `t${String(i)}.text` : quoted(name)));
  const measures = columns.filter(isMeasure).map(({ name }) => quoted(name));
  return `WITH added AS (${added}) SELECT ${[...shown, ...measures].join()} FROM added ${texts.join(' ')}
    ORDER BY ${shown.join()}`;
}

function factOf(
  [valid, recorded, mark, customer, record, ...rest]: readonly DuckDBValue[],
  series: string,
  dimensions: number,
): Row {
  return {
    series,
    valid: Number(valid),
    recorded: Number(recorded),
    mark: Number(mark),
    customer: String(customer),
    record: String(record),
    dimensions: rest.slice(0, dimensions).map(String),
    measures: rest.slice(dimensions).map(wholeOf),
  };
}
