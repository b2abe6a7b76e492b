import { BIGINT, DuckDBDataChunk, VARCHAR, type DuckDBAppender } from '@duckdb/node-api';
import { LINE, quoted } from './columns.js';
import { ImportError } from './import-error.js';
import type { Scratch } from './scratch.js';
import type { Table, TableRow, Unread } from './table.js';

/** Rows that are handed over at a time. */
const CHUNK = 2_048;
/** What is no row, from which on the file is taken for another kind of file unless most of it are rows. */
const TOO_MANY = 10_000;

/** Fills a table of the scratch database with a file. @returns what of it is no row @throws ImportError */
export async function loadTable(
  scratch: Scratch,
  name: string,
  { columns, rows }: Table,
  signal: AbortSignal,
): Promise<readonly Unread[]> {
  const declared = [`${LINE} BIGINT`, ...columns.map((column) => `${quoted(column)} VARCHAR`)];
  await scratch.connection.run(`CREATE TABLE ${quoted(name)} (${declared.join(', ')})`);
  const appender = await scratch.connection.createAppender(name);
  const unread: Unread[] = [];
  let loaded = 0;
  try {
    let part: TableRow[] = [];
    for await (const row of rows) {
      if ('detail' in row) unread.push(row);
      else part.push(row);
      if (unread.length > TOO_MANY && unread.length > loaded) throw notRows(unread, loaded);
      if (part.length < CHUNK) continue;
      signal.throwIfAborted();
      append(appender, columns.length, part);
      loaded += part.length;
      part = [];
    }
    append(appender, columns.length, part);
  } finally {
    appender.closeSync();
  }
  return unread;
}

function append(appender: DuckDBAppender, width: number, rows: readonly TableRow[]): void {
  if (rows.length === 0) return;
  const types = [BIGINT, ...Array.from({ length: width }, () => VARCHAR)];
  const chunk = DuckDBDataChunk.create(types, rows.length);
  chunk.setColumnValues(
    0,
    rows.map(({ line }) => BigInt(line)),
  );
  for (let i = 0; i < width; i++)
    chunk.setColumnValues(
      i + 1,
      rows.map(({ cells }) => cells[i] ?? null),
    );
  appender.appendDataChunk(chunk);
}

function notRows([first]: readonly Unread[], loaded: number): ImportError {
  const { line = 0, detail = '' } = first ?? {};
  return new ImportError(
    `most lines are no rows: ${String(loaded)} are so far, line ${String(line)} is not: ${detail}; see --delimiter and --quote`,
  );
}
