import type { DuckDBConnection } from '@duckdb/node-api';
import type { CellColumns } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import type { Dictionary } from './dictionary.js';
import { isDay, isShared } from './layout.js';
import { NumbersRead, numbersIn, SumsRead, textsIn, TextsRead } from './column-read.js';
import type { Statement } from './sums-sql.js';

/** What the columns of a statement are. */
interface Read extends Pick<SumRequest, 'group' | 'measures'> {
  readonly dictionary: Dictionary;
}

/**
 * The rows of a statement of `sumsStatement`, as cells: part by part, so that others have their turn.
 * @param step called at each part: what it throws ends the work, which nothing else does once DuckDB has its result
 */
export async function readColumns(
  connection: DuckDBConnection,
  { sql, values }: Statement,
  { group, measures, dictionary }: Read,
  step?: Step,
): Promise<CellColumns> {
  const result = await (values.length === 0 ? connection.run(sql) : connection.run(sql, [...values]));
  const windows = new NumbersRead();
  const groups = group.map((name) => {
    if (isShared(name)) return new TextsRead(numbersIn, (id) => dictionary.textOf(id));
    return isDay(name) ? new TextsRead(numbersIn, String) : new TextsRead(textsIn, String);
  });
  const sums = measures.map(() => new SumsRead());
  const columns = [windows, ...groups, ...sums];
  for (;;) {
    const chunk = await result.fetchChunk();
    step?.();
    if (chunk === null || chunk.rowCount === 0) break;
    for (const [i, column] of columns.entries()) column.take(chunk, i);
  }
  const found = windows.all();
  return {
    ...{ count: found.length, windows: found },
    groups: groups.map((column) => column.all()),
    sums: sums.map((column) => column.all()),
  };
}
