import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { Row } from '#kernel/ports/views-schema.js';
import { wholeOf } from './cells.js';
import { quoted, type Layout } from './layout.js';

/** What every fact has before its dimensions. */
const COMMON = 5;

/** Rows that are read as they are taken; whoever has them takes them to their end or to none. */
export interface Dump {
  rows(): AsyncIterable<Row>;
}

/**
 * Every fact of a series as one state has it, equal keys added up, zeros left out, in order. All of the file that it takes is read before
 * this resolves: a damaged one is met here.
 */
export async function dumped(connection: DuckDBConnection, { series, table, columns }: Layout): Promise<Dump> {
  const names = columns.map(({ name }) => quoted(name));
  const keys = names.slice(0, COMMON + series.dimensions.length);
  const sums = names.slice(keys.length).map((name) => `sum(${name})`);
  const result = await connection.stream(
    `SELECT ${[...keys, ...sums].join()} FROM ${quoted(table)} GROUP BY ${keys.join()}
     HAVING ${sums.map((sum) => `${sum} <> 0`).join(' OR ')} ORDER BY ${keys.join()}`,
  );
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
