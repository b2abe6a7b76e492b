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
    const [windows = [], ...columns] = chunk.getColumns();
    // Column by column: what a value is, is the same for all of one.
    const groups = group.map((name, i) => {
      const textOf = isShared(name) ? (value: DuckDBValue) => dictionary.textOf(Number(value)) : String;
      return (columns[i] ?? []).map(textOf);
    });
    const sums = columns.slice(group.length).map((column) => column.map(wholeOf));
    for (let row = 0; row < chunk.rowCount; row++)
      cells.push({
        window: Number(windows[row]),
        group: groups.map((texts) => texts[row] ?? ''),
        sums: sums.map((wholes) => wholes[row] ?? 0n),
      });
  }
}

/** A count, or an amount in millionths. */
export function wholeOf(value: DuckDBValue): bigint {
  if (value instanceof DuckDBDecimalValue) return value.value;
  return BigInt(value as bigint | number);
}
