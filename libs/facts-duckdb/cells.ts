import { DuckDBDecimalValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Statement } from './sums-sql.js';

/** The rows of a statement of `sumsStatement`, as cells. */
export async function readCells(
  connection: DuckDBConnection,
  { sql, values }: Statement,
  { group }: SumRequest,
): Promise<readonly Cell[]> {
  const result = await connection.run(sql, [...values]);
  const cells: Cell[] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return cells;
    const columns = chunk.getColumns();
    for (let row = 0; row < chunk.rowCount; row++) {
      const [window, ...rest] = columns.map((column) => column[row] as DuckDBValue);
      cells.push({
        window: Number(window),
        group: rest.slice(0, group.length).map(String),
        sums: rest.slice(group.length).map(wholeOf),
      });
    }
  }
}

/** A count, or an amount in millionths. */
export function wholeOf(value: DuckDBValue): bigint {
  if (value instanceof DuckDBDecimalValue) return value.value;
  return BigInt(value as bigint | number);
}
