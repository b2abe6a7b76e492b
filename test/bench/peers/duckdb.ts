import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { ROOM, type Room } from '#facts-duckdb/index-file.js';
import { copied, FLAT_TABLES, type Flat } from '../figures/flat.js';
import type { Answering } from './answering.js';
import { startChild } from './child.js';
import { forgetPages } from './files.js';

/** The flat tables in a DuckDB file, sales in the order of their days, which is all the index it needs; with the room that ours has. */
export async function loadDuckDb(folder: string, { sales, customers, copies }: Flat): Promise<Answering> {
  await mkdir(folder);
  const file = join(folder, 'flat.duckdb');
  const instance = await DuckDBInstance.create(file, optionsOf({ ...ROOM, memory: 2_048 }));
  const connection = await instance.connect();
  for (const [table, csv] of [
    ['sales', sales],
    ['customers', customers],
  ] as const) {
    const columns = Object.entries(FLAT_TABLES[table]).map(([name, type]) => `'${name}': '${type}'`);
    const read = `read_csv('${csv}', header = false, nullstr = '\\N', columns = { ${columns.join(', ')} })`;
    const order = table === 'sales' ? 'ORDER BY day' : '';
    await connection.run(`CREATE TABLE ${table} AS ${copied(table, copies, read)} ${order}`);
  }
  connection.closeSync();
  instance.closeSync();
  return {
    name: 'DuckDB, flat',
    bytes: () => statSync(file).size,
    start: (isCold) => {
      if (isCold) forgetPages(folder);
      return startChild(new URL('duckdb-asker.js', import.meta.url).pathname, { file });
    },
  };
}

export function optionsOf({ memory, threads }: Room): Record<string, string> {
  return { memory_limit: `${String(memory)}MB`, threads: String(threads) };
}
