import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlJson } from '#facts-duckdb/sql/sql-json.js';
import type { Spooled } from '#facts-duckdb/sql/sql-spool.js';
import { tooMuchMemory, tooMuchTime } from '#facts-duckdb/sql/statement-errors.js';
import { ProcessEnded } from '#engine/processes/in-process.js';
import { Lane } from '#engine/threads/lane.js';
import { Problem } from '#kernel/problem.js';
import { TookTooLong, withTimeout } from '#kernel/with-timeout.js';
import { sqlFile } from '#views-sqlite/version-files.js';
import { keyOf, type IndexedVersion } from '../fact-index/index-messages.js';
import { Company } from './company.js';
import { spooledTable, type SpooledTable } from './spooled-table.js';
import type { SqlAsked, SqlData, SqlRan, SqlTask } from './sql-messages.js';
import { SqlProcess, type Bounds } from './sql-process.js';

export interface SqlDeskParts extends Omit<SqlData, 'version'> {
  /** Milliseconds that a statement may take. */
  readonly limit?: number;
  readonly onError: (error: unknown) => void;
}

/** And whether its process had run none before. */
type Ran<Outcome> = SqlRan<Outcome> & { readonly isFresh: boolean };

/** As what rows are wanted. */
type How =
  Pick<Extract<SqlTask, { kind: 'json' }>, 'kind'> | Pick<Extract<SqlTask, { kind: 'spool' }>, 'kind' | 'file'>;
const JSON_KIND = { kind: 'json' } as const;

/** Milliseconds. */
const LIMIT = 30_000;
/** Milliseconds after which what shall end is ended with its process. */
const GRACE = 1_000;
/** Milliseconds for the parser: it takes one or two of them, and its process is the last to have a processor where all are busy. */
const PARSING = 10_000;
/** Milliseconds that somebody waits for the tables to have all facts. */
const PATIENCE = 30_000;
/** Milliseconds without a statement after which there is no process any more. */
const IDLE = 300_000;
/** Statements at a time: one that takes long does not keep others waiting. */
const AT_A_TIME = 2;

/** Who takes statements of strangers and has them run: two at a time, all of them in a process of their own. */
export class SqlDesk {
  private readonly lane: Lane<number>;
  private readonly company = new Company();
  private current: { readonly key: string; readonly process: SqlProcess } | undefined;
  private leaving: Promise<unknown> = Promise.resolve();
  private building: Promise<void> | undefined;
  private builder: { readonly key: string; readonly process: SqlProcess } | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly parts: SqlDeskParts) {
    const places = Array.from({ length: AT_A_TIME }, (_, place) => place);
    const limit = PARSING + PATIENCE + 2 * (this.limit + GRACE) + PATIENCE;
    this.lane = new Lane(places, { waiting: 32, patience: PATIENCE, limit });
  }

  /**
   * Runs a statement on all that its version has, for the bytes of its JSON.
   * @param asker aborts when nobody waits for the answer any more
   * @throws Problem `sql-not-allowed`, `bad-sql`, `sql-too-large`, `overloaded`, `views-unavailable`; the asker's reason
   */
  json(version: IndexedVersion, asked: SqlAsked, asker: AbortSignal): Promise<SqlJson> {
    return this.lane.use((_place, signal) => this.answered(version, asked, JSON_KIND, signal), asker);
  }

  /** The same for its rows, however many: all of them wait in a file, of a folder that is there, until they are taken. @throws as `json` */
  async table(version: IndexedVersion, asked: SqlAsked, folder: string, asker: AbortSignal): Promise<SpooledTable> {
    const file = join(folder, randomUUID());
    const how = { kind: 'spool', file } as const;
    const spooled = await this.lane.use((_place, signal) => this.answered<Spooled>(version, asked, how, signal), asker);
    return spooledTable(file, spooled, asker);
  }

  /** A version is about to be removed; nobody asks about it any more. Resolves when nothing of it is open. */
  async forget(version: IndexedVersion): Promise<void> {
    const key = keyOf(version);
    // The tables of another version may be under way: somebody waits for them.
    if (this.builder?.key === key) {
      this.builder.process.kill();
      await this.building?.catch(() => undefined);
    }
    if (this.current?.key === key) await this.leave();
    await this.leaving;
  }

  async close(): Promise<void> {
    this.lane.close();
    this.builder?.process.kill();
    await this.building?.catch(() => undefined);
    await this.leave();
  }

  private get limit(): number {
    return this.parts.limit ?? LIMIT;
  }

  private async answered<Outcome>(
    version: IndexedVersion,
    asked: SqlAsked,
    how: How,
    signal: AbortSignal,
  ): Promise<Outcome> {
    clearTimeout(this.idle);
    const run = (): Promise<Ran<Outcome>> => this.run(version, asked, how, signal);
    try {
      const { outcome, hadCompany } = await this.company.beside(run);
      if (!outcome.short) return outcome.outcome;
      // What others have taken, or left behind, is not held against it.
      const last = await this.company.byItself(async () => {
        await this.leave();
        return hadCompany || !outcome.isFresh ? run() : outcome;
      });
      if (!last.short) return last.outcome;
      await this.leave();
      throw tooMuchMemory();
    } finally {
      clearTimeout(this.idle);
      this.idle = setTimeout(() => void this.leave(), IDLE).unref();
    }
  }

  private async run<Outcome>(
    version: IndexedVersion,
    asked: SqlAsked,
    how: How,
    signal: AbortSignal,
  ): Promise<Ran<Outcome>> {
    signal.throwIfAborted();
    const process = await this.prepared(version, asked);
    const isFresh = process.runs++ === 0;
    const task = { ...asked, ...how, run: process.runs, limit: this.limit };
    return { ...(await this.ranBy<Outcome>(process, task, signal)), isFresh };
  }

  /** A process that may run the text, whose tables have all there is. */
  private async prepared(version: IndexedVersion, asked: SqlAsked): Promise<SqlProcess> {
    if (existsSync(sqlFile(version.folder, version.name)))
      try {
        return await this.preparedOnce(version, asked);
      } catch (error) {
        if (error instanceof Problem) throw error;
      }
    // There is none yet, it has ended meanwhile, or had more to take over than there is room for in one that is held to its memory.
    await inTime(this.build(version));
    return this.preparedOnce(version, asked);
  }

  private async preparedOnce(version: IndexedVersion, { sql }: SqlAsked): Promise<SqlProcess> {
    const process = await this.processOf(version);
    await inTime(process.opening);
    await inTime(process.ask({ kind: 'follow', tables: await this.checked(process, sql) }));
    return process;
  }

  /** The tables that a text names. @throws Problem `sql-not-allowed`, `bad-sql`, `sql-too-large` */
  private async checked(process: SqlProcess, sql: string): Promise<readonly string[]> {
    const so = { isLate: false };
    const late = setTimeout(() => {
      so.isLate = true;
      process.kill();
    }, PARSING);
    try {
      return await process.ask<readonly string[]>({ kind: 'check', sql });
    } catch (error) {
      throw so.isLate ? tooMuchTime(PARSING) : error;
    } finally {
      clearTimeout(late);
    }
  }

  /** Takes over what there is in a process that runs no statement. */
  private build(version: IndexedVersion): Promise<void> {
    return (this.building ??= this.buildNow(version).finally(() => (this.building = undefined)));
  }

  private async buildNow(version: IndexedVersion): Promise<void> {
    await this.leave();
    const builder = this.begun(version, 'unbounded');
    this.builder = { key: keyOf(version), process: builder };
    try {
      await builder.ask({ kind: 'follow', tables: [] });
    } finally {
      await builder.stop();
    }
  }

  private begun(version: IndexedVersion, bounds: Bounds): SqlProcess {
    const { limit: _limit, onError, ...data } = this.parts;
    return new SqlProcess({ version, ...data }, bounds, onError);
  }

  private async ranBy<Outcome>(process: SqlProcess, task: SqlTask, signal: AbortSignal): Promise<SqlRan<Outcome>> {
    const { run } = task;
    const so = { isOver: false, isLate: false };
    const leave = (): void => {
      process.ask({ kind: 'stop', run }).catch(() => undefined);
      setTimeout(() => !so.isOver && process.kill(), GRACE).unref();
    };
    const late = setTimeout(() => {
      so.isLate = true;
      process.kill();
    }, this.limit + GRACE);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await process.ask<SqlRan<Outcome>>(task);
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error;
      if (so.isLate) throw tooMuchTime(this.limit);
      signal.throwIfAborted();
      return { short: true };
    } finally {
      so.isOver = true;
      clearTimeout(late);
      signal.removeEventListener('abort', leave);
    }
  }

  /** One that is there, or a new one: there is never more than one, since each has its file to itself. */
  private async processOf(version: IndexedVersion): Promise<SqlProcess> {
    const key = keyOf(version);
    if (this.current !== undefined && (this.current.key !== key || this.current.process.hasEnded)) await this.leave();
    await this.leaving;
    while (this.building !== undefined) await inTime(this.building.catch(() => undefined));
    this.current ??= { key, process: this.begun(version, 'bounded') };
    return this.current.process;
  }

  private leave(): Promise<unknown> {
    const { current } = this;
    this.current = undefined;
    if (current !== undefined) this.leaving = Promise.all([this.leaving, current.process.stop()]);
    return this.leaving;
  }
}

/** What is being made goes on where nobody waits for it any longer. @throws Problem `views-unavailable` */
async function inTime(work: Promise<unknown>): Promise<void> {
  try {
    await withTimeout(PATIENCE, 'making the tables', work);
  } catch (error) {
    if (!(error instanceof TookTooLong)) throw error;
    throw new Problem('views-unavailable', 'the tables are being made from the facts there are: ask again in a moment');
  }
}
