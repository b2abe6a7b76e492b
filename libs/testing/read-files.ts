import { DuckDBInstance, DuckDBTimestampTZValue, type DuckDBValue } from '@duckdb/node-api';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readBook from 'read-excel-file/node';

/** A file as a reader that is not ours sees it: texts, null where there is nothing. */
export interface Seen {
  /** Names, with types where the file has them. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** CSV and Parquet as DuckDB reads them; every value as text. */
export async function seenByDuckDb(bytes: Uint8Array, format: 'csv' | 'parquet'): Promise<Seen> {
  return inFile(bytes, async (file) => {
    const from = format === 'csv' ? `read_csv('${file}', all_varchar = true, header = true, delim = ',')` : `'${file}'`;
    return ask(format === 'csv' ? from : `read_parquet(${from})`);
  });
}

/** What a Parquet file says of itself. */
export async function metadataOf(bytes: Uint8Array): Promise<Readonly<Record<string, string>>> {
  return inFile(bytes, async (file) => {
    const { rows } = await ask(
      `(SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${file}'))`,
    );
    return Object.fromEntries(rows.map(([key, value]) => [key ?? '', value ?? '']));
  });
}

/** A sheet as `read-excel-file` reads it: numbers by their digits, days as dates. */
export async function seenInSheet(bytes: Uint8Array, sheet: string): Promise<Seen['rows']> {
  const sheets = await readBook(Buffer.from(bytes), { trim: false, parseNumber: (digits): string => digits });
  const found = sheets.find((one) => one.sheet === sheet);
  if (found === undefined) throw new Error(`no sheet ${sheet} among ${sheets.map((one) => one.sheet).join(', ')}`);
  return found.data.map((cells) =>
    cells.map((cell) => {
      if (cell === null) return null;
      return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
    }),
  );
}

async function ask(from: string): Promise<Seen> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const answer = await connection.runAndReadAll(`SELECT * FROM ${from}`);
    const names = answer.columnNames();
    const types = answer.columnTypes().map(String);
    const rows = answer.getRows().map((row) => row.map(textOf));
    return { columns: names.map((name, i) => [name, types[i] ?? '']), rows };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function textOf(value: DuckDBValue): string | null {
  if (value instanceof DuckDBTimestampTZValue) return new Date(Number(value.micros / 1_000n)).toISOString();
  return value === null ? null : String(value);
}

async function inFile<Result>(bytes: Uint8Array, run: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'tally-seen-'));
  try {
    const file = join(folder, 'file');
    await writeFile(file, bytes);
    return await run(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
