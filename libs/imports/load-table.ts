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
  const filling = new Filling(appender, columns.length);
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
      filling.append(part);
      loaded += part.length;
      part = [];
    }
    filling.append(part);
  } finally {
    appender.closeSync();
  }
  return unread;
}

/** Hands rows over in one chunk again and again: the memory of one that is let go is given back much later. */
class Filling {
  private readonly chunk: DuckDBDataChunk;

  constructor(
    private readonly appender: DuckDBAppender,
    private readonly width: number,
  ) {
    this.chunk = DuckDBDataChunk.create([BIGINT, ...Array.from({ length: width }, () => VARCHAR)]);
  }

  append(rows: readonly TableRow[]): void {
    if (rows.length === 0) return;
    this.chunk.reset();
    this.chunk.rowCount = rows.length;
    this.chunk.setColumnValues(
      0,
      rows.map(({ line }) => BigInt(line)),
    );
    for (let i = 0; i < this.width; i++)
      this.chunk.setColumnValues(
        i + 1,
        rows.map(({ cells }) => cells[i] ?? null),
      );
    this.appender.appendDataChunk(this.chunk);
  }
}

function notRows([first]: readonly Unread[], loaded: number): ImportError {
  const { line = 0, detail = '' } = first ?? {};
  return new ImportError(
    `most lines are no rows: ${String(loaded)} are so far, line ${String(line)} is not: ${detail}; see --delimiter and --quote`,
  );
}
