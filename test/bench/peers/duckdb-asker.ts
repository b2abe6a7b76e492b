import { DuckDBInstance } from '@duckdb/node-api';
import { ROOM } from '#facts-duckdb/index-file.js';
import { serve } from './child.js';
import { optionsOf } from './duckdb.js';

/** A process that asks a DuckDB file in SQL. */
const { file } = JSON.parse(process.argv[2] ?? '') as { readonly file: string };
const instance = await DuckDBInstance.create(file, { ...optionsOf(ROOM), access_mode: 'READ_ONLY' });
const connection = await instance.connect();

serve(
  async ({ sql = '' }) => {
    const rows = (await connection.runAndReadAll(sql)).getRows();
    return rows.map((row) => row.map(String));
  },
  async () => {
    connection.closeSync();
    instance.closeSync();
  },
);
