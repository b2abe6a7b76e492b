import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { Row } from '#kernel/ports/views-schema.js';
import { wholeOf } from './cells.js';
import { quoted, type Layout } from './layout.js';

/** Every fact of a series as one state has it, equal keys added up, zeros left out, in order; read as it is taken. */
export async function* dumped(connection: DuckDBConnection, { series, table, columns }: Layout): AsyncIterable<Row> {
  const names = columns.map(({ name }) => quoted(name));
  const keys = names.slice(0, 5 + series.dimensions.length);
  const sums = names.slice(keys.length).map((name) => `sum(${name})`);
  const result = await connection.stream(
    `SELECT ${[...keys, ...sums].join()} FROM ${quoted(table)} GROUP BY ${keys.join()}
     HAVING ${sums.map((sum) => `${sum} <> 0`).join(' OR ')} ORDER BY ${keys.join()}`,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    for (const row of chunk.getRows()) yield factOf(row, series.name, keys.length);
  }
}

function factOf(
  [valid, recorded, mark, customer, record, ...rest]: readonly DuckDBValue[],
  series: string,
  keys: number,
): Row {
  const dimensions = keys - 5;
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
