import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { createTable, LAYOUT, layoutOf, tablesOf } from './layout.js';
import { tellsOfUse, wantOf } from './troubles.js';

/** What the index may use of the machine. */
export interface Room {
  /** Megabytes of memory for facts and statements under way. */
  readonly memory: number;
  readonly threads: number;
  /** Megabytes on disk for statements that need more than the memory. */
  readonly spill: number;
}

export const ROOM: Room = { memory: 256, threads: 2, spill: 2_048 };

/** How much is written to the journal beside the file before it goes into the file itself: that costs more than all else, the less often the better. */
const CHECKPOINT = '64MB';

/** Milliseconds that somebody else may have the file open: a process that was killed has it until it has ended. */
const IN_USE = { most: 5_000, look: 50 } as const;

/** The file was made from something else, or is damaged: it is to be made anew. */
export class Misfit extends Error {}

/** Opens the file of a version's facts, or makes it: nobody else may have it open. @throws Misfit where there is one that is not of this chain, schema and release */
export async function openIndexFile(
  file: string,
  { schema, identity }: { readonly schema: ViewSchema; readonly identity: string },
  { memory, threads, spill }: Room = ROOM,
): Promise<DuckDBInstance> {
  const about = JSON.stringify([LAYOUT, identity, schema.meaning ?? 0, schema.series]);
  const instance = await unused(file, {
    memory_limit: `${String(memory)}MB`,
    threads: String(threads),
    temp_directory: `${file}.spill`,
    max_temp_directory_size: `${String(spill)}MB`,
    preserve_insertion_order: 'false',
    wal_autocheckpoint: CHECKPOINT,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    const connection = await instance.connect();
    try {
      await prepare(connection, schema, about);
    } finally {
      connection.closeSync();
    }
    return instance;
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

async function unused(file: string, settings: Readonly<Record<string, string>>): Promise<DuckDBInstance> {
  const until = performance.now() + IN_USE.most;
  for (;;) {
    try {
      return await DuckDBInstance.create(file, settings);
    } catch (cause) {
      const isInUse = tellsOfUse(cause);
      if (!isInUse && wantOf(cause) === undefined) throw new Misfit('the file cannot be read', { cause });
      if (!isInUse || performance.now() > until) throw cause;
    }
    await pause(IN_USE.look);
  }
}

/** Removes the file and what lies beside it. */
export async function removeIndexFile(file: string): Promise<void> {
  for (const part of ['', '.wal', '.spill']) await rm(file + part, { recursive: true, force: true });
}

async function prepare(connection: DuckDBConnection, schema: ViewSchema, about: string): Promise<void> {
  const tables = await connection.runAndReadAll(`SELECT 1 FROM duckdb_tables() WHERE table_name = 'about'`);
  if (tables.currentRowCount === 0) return create(connection, schema, about);
  const stored = await connection.runAndReadAll('SELECT text FROM about');
  if (stored.getRows()[0]?.[0] !== about) throw new Misfit('the file is of another chain, schema or release');
}

async function create(connection: DuckDBConnection, schema: ViewSchema, about: string): Promise<void> {
  await connection.run('BEGIN');
  await connection.run('CREATE TABLE about (text VARCHAR NOT NULL)');
  await connection.run('INSERT INTO about VALUES ($1)', [about]);
  await connection.run('CREATE TABLE followed (shard INTEGER PRIMARY KEY, position BIGINT NOT NULL)');
  await connection.run('CREATE TABLE texts (id INTEGER NOT NULL, text VARCHAR NOT NULL)');
  await connection.run(`INSERT INTO texts VALUES (0, '')`);
  await connection.run(
    'CREATE TABLE netted (series VARCHAR PRIMARY KEY, tried BIGINT NOT NULL, up_to BIGINT NOT NULL, recorded INTEGER NOT NULL)',
  );
  for (const table of schema.series.map(layoutOf).flatMap(tablesOf)) await connection.run(createTable(table));
  await connection.run('COMMIT');
}
