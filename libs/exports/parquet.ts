import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBTimestampTZValue,
  TIMESTAMPTZ,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { join } from 'node:path';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { readDecimal } from '#kernel/decimal.js';
import type { Cell, CellType, Row, Table, TableColumn } from '#kernel/table.js';
import { parseDay } from '#kernel/time/calendar.js';

/** Rows handed over at a time; more do not fit. */
const CHUNK = 2_048;
/** Beyond it rows wait on the disk. One thread, so that the same rows are the same bytes. */
const MEMORY = '128MB';
const WIDTH = 38;
const SCALE = 6;

interface Kind {
  readonly type: DuckDBType;
  readonly of: (cell: string | number | bigint | boolean) => DuckDBValue;
}

/** How cells are kept: amounts exactly, days as days, counts as whole numbers. */
const KINDS: Readonly<Record<CellType, Kind>> = {
  text: { type: VARCHAR, of: String },
  date: { type: DATE, of: (cell) => new DuckDBDateValue(dayOf(String(cell))) },
  instant: { type: TIMESTAMPTZ, of: (cell) => new DuckDBTimestampTZValue(BigInt(Date.parse(String(cell))) * 1_000n) },
  integer: { type: BIGINT, of: BigInt },
  decimal: {
    type: DECIMAL(WIDTH, SCALE),
    of: (cell) => new DuckDBDecimalValue(readDecimal(String(cell)), WIDTH, SCALE),
  },
  number: { type: DOUBLE, of: Number },
  boolean: { type: BOOLEAN, of: Boolean },
};

/**
 * Writes a table as Parquet, made by a database that is gone afterwards and reaches no file but those of its folder. What the table is
 * about is in the metadata of the file. Totals are left out: whoever adds a column up would have them twice.
 * @param folder a folder of its own
 */
export async function writeParquet(table: Table, file: string, folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(join(folder, 'scratch.duckdb'), {
    memory_limit: MEMORY,
    threads: '1',
    temp_directory: join(folder, 'spilled'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    const connection = await instance.connect();
    try {
      await connection.run(`SET allowed_directories = [${text(`${folder}/`)}]`);
      await connection.run('SET enable_external_access = false');
      await connection.run('SET lock_configuration = true');
      await fill(connection, table);
      const about = table.about().map(([name, value]) => `${identifier(name)}: ${text(value)}`);
      const metadata = about.length === 0 ? '' : `, KV_METADATA {${about.join(', ')}}`;
      await connection.run(`COPY exported TO ${text(file)} (FORMAT parquet, COMPRESSION zstd${metadata})`);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

async function fill(connection: DuckDBConnection, { columns, pages }: Table): Promise<void> {
  const kinds = columns.map(({ type }) => KINDS[type]);
  const declared = namesOf(columns).map((name, i) => `${identifier(name)} ${String(kinds[i]?.type)}`);
  await connection.run(`CREATE TABLE exported (${declared.join(', ')})`);
  const appender = await connection.createAppender('exported');
  try {
    for await (const rows of pages)
      for (let from = 0; from < rows.length; from += CHUNK) {
        append(appender, kinds, rows.slice(from, from + CHUNK));
        await othersTurn();
      }
  } finally {
    appender.closeSync();
  }
}

function append(appender: DuckDBAppender, kinds: readonly Kind[], rows: readonly Row[]): void {
  const chunk = DuckDBDataChunk.create(
    kinds.map(({ type }) => type),
    rows.length,
  );
  for (const [i, { of }] of kinds.entries())
    chunk.setColumnValues(
      i,
      rows.map((row) => valueOf(row[i] ?? null, of)),
    );
  appender.appendDataChunk(chunk);
}

function valueOf(cell: Cell, of: Kind['of']): DuckDBValue {
  return cell === null ? null : of(cell);
}

/** Without two that a database would take for one. */
function namesOf(columns: readonly TableColumn[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let free = name;
    for (let i = 1; taken.has(free.toLowerCase()); i++) free = `${name}_${String(i)}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

function dayOf(date: string): number {
  const day = parseDay(date);
  if (day === undefined) throw new Error(`${date} is no date`);
  return day;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
