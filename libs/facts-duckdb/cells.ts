import { DuckDBDecimalValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Dictionary } from './dictionary.js';
import { isShared } from './layout.js';
import type { Statement } from './sums-sql.js';

/** The rows of a statement of `sumsStatement`, as cells. */
export async function readCells(
  connection: DuckDBConnection,
  { sql, values }: Statement,
  { group }: SumRequest,
  dictionary: Dictionary,
): Promise<readonly Cell[]> {
  const result = await (values.length === 0 ? connection.run(sql) : connection.run(sql, [...values]));
  const cells: Cell[] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return cells;
    const columns = chunk.getColumns();
    for (let row = 0; row < chunk.rowCount; row++) {
      const [window, ...rest] = columns.map((column) => column[row] as DuckDBValue);
      cells.push({
        window: Number(window),
        group: group.map((name, i) => (isShared(name) ? dictionary.textOf(Number(rest[i])) : String(rest[i]))),
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
