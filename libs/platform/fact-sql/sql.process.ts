import { constants, setPriority } from 'node:os';
import { SqlIndex } from '#facts-duckdb/sql/sql-index.js';
import { sqlJson, type SqlMost } from '#facts-duckdb/sql/sql-json.js';
import type { SqlRows } from '#facts-duckdb/sql/sql-rows.js';
import { spool } from '#facts-duckdb/sql/sql-spool.js';
import { isShort } from '#facts-duckdb/sql/statement-errors.js';
import { endNow, processSide } from '#engine/processes/process-side.js';
import { sqlFile } from '#views-sqlite/version-files.js';
import { opensVersion } from '../fact-index/opens-version.js';
import type { SqlData, SqlQuestion, SqlRan, SqlTask } from './sql-messages.js';

/**
 * The process that runs statements of strangers. Whatever they do to its memory or its time, it is this process that ends, and nobody who
 * asks for figures waits behind them: it gives way to all others on the processor.
 */
const ROOM = { memory: 256, threads: 1, spill: 1_024 };
/** Bytes that may wait in a file. */
const MOST_SPOOLED = 2_000_000_000;
const MOST: SqlMost = { rows: 100_000, bytes: 64_000_000 };

let index: SqlIndex | undefined;
const running = new Map<number, AbortController>();

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const side = await processSide();
side.serve<SqlQuestion>({
  answer,
  sent: () => {
    // What DuckDB has broken off is not gone on with: the next process opens the file again.
    if (index?.isBroken === true) endNow();
  },
});

async function answer(question: SqlQuestion): Promise<unknown> {
  switch (question.kind) {
    case 'open':
      index = await opened(question.data);
      return undefined;
    case 'check':
      return [...(await open().check(question.sql))];
    case 'follow':
      return followed(open(), question.tables);
    case 'json':
      return ran(question, (rows, position) => sqlJson(rows, position, MOST));
    case 'spool':
      return ran(question, (rows, position) => spool(rows, position, question.file, MOST_SPOOLED));
    case 'stop':
      running.get(question.run)?.abort();
      return undefined;
    case 'close':
      return index?.close();
  }
}

function open(): SqlIndex {
  if (index === undefined) throw new Error('nothing is open to be asked in SQL');
  return index;
}

/** What cannot be gone on with is made anew by the next process. */
async function followed(from: SqlIndex, tables: readonly string[]): Promise<void> {
  try {
    await from.follow(new Set(tables));
  } catch (error) {
    if (from.isBroken) endNow();
    throw error;
  }
}

async function opened({ version, schema, tables, zone }: SqlData): Promise<SqlIndex> {
  const file = sqlFile(version.folder, version.name);
  const opens = await opensVersion(version);
  return SqlIndex.open({ ...opens(version, schema), file, tables, room: ROOM, zone });
}

async function ran<Outcome>(
  asked: SqlTask,
  take: (rows: SqlRows, position: number) => Promise<Outcome>,
): Promise<SqlRan<Outcome>> {
  const stop = new AbortController();
  running.set(asked.run, stop);
  try {
    return { short: false, outcome: await open().run(asked, take, stop.signal) };
  } catch (error) {
    if (isShort(error)) return { short: true };
    throw error;
  } finally {
    running.delete(asked.run);
  }
}
