import type { DuckDBResult } from '@duckdb/node-api';
import type { SqlColumn } from '#kernel/sql-table.js';
import { plainColumn, type Plain, type PlainColumn } from './column-values.js';

/** The rows of a statement, read as they are taken. */
export interface SqlRows {
  readonly columns: readonly SqlColumn[];
  /** Some at a time, each with a value for every column. */
  readonly batches: () => AsyncIterable<readonly (readonly Plain[])[]>;
}

export function sqlRows(result: DuckDBResult): SqlRows {
  const plain = result.columnTypes().map(plainColumn);
  const names = uniqueNames(result.columnNames());
  return {
    columns: plain.map(({ type }, i) => ({ name: names[i] ?? '', type })),
    batches: () => batchesOf(result, plain),
  };
}

async function* batchesOf(
  result: DuckDBResult,
  plain: readonly PlainColumn[],
): AsyncIterable<readonly (readonly Plain[])[]> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getRows().map((row) => row.map((value, i) => plain[i]?.plain(value) ?? null));
  }
}

/** A second column of the same name, in any case, is `name_1`: a row is an object. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 1; taken.has(unique); n++) unique = `${name}_${String(n)}`;
    taken.add(unique);
    return unique;
  });
}
