import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Row, Table } from '#kernel/table.js';
import type { Spooled } from '#facts-duckdb/sql/sql-spool.js';

/** Rows of a page. */
const PAGE = 2_000;

/** The rows of a statement that wait in a file, and the position they cover. */
export interface SpooledTable extends Pick<Table, 'columns' | 'pages'> {
  readonly position: number;
}

/** The file goes when its rows are taken, or nobody waits for them any more. */
export function spooledTable(file: string, { columns, position }: Spooled, asker: AbortSignal): SpooledTable {
  const remove = (): Promise<void> => rm(file, { force: true });
  asker.addEventListener('abort', () => void remove(), { once: true });
  return { columns, position, pages: pagesOf(file, remove) };
}

async function* pagesOf(file: string, remove: () => Promise<void>): AsyncGenerator<readonly Row[]> {
  try {
    let page: Row[] = [];
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      if (page.push(JSON.parse(line) as Row) < PAGE) continue;
      yield page;
      page = [];
    }
    yield page;
  } finally {
    await remove();
  }
}
