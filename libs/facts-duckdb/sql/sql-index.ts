import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { Rounds } from '#engine/rounds.js';
import { ChainBroken, type FactChain } from '#kernel/ports/fact-index.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { AskedSql, SqlTable } from '#kernel/sql-table.js';
import { removeIndexFile, type Room } from '../index-file.js';
import type { Known } from '../known.js';
import { layoutOf } from '../layout.js';
import { Opened, type Source } from '../opened.js';
import { tellsOfDamage } from '../troubles.js';
import { namesOfDuckDb } from './checked-pivot.js';
import { checkedStatement, type Names } from './checked-statement.js';
import { JournalFollower, journalTable } from './journal-follower.js';
import { shownTable } from './shown-tables.js';
import { sqlRows, type SqlRows } from './sql-rows.js';
import { hasBroken, problemOf, tooMuchTime } from './statement-errors.js';

export interface SqlIndexParts {
  /** Nobody else has it open. */
  readonly file: string;
  readonly store: Pick<ViewStore, 'schema' | 'find' | 'close'>;
  /** What it follows: of the same version. */
  readonly chain: FactChain;
  readonly tables: readonly SqlTable[];
  readonly room: Room;
  /** IANA name: in which times become days. */
  readonly zone: string;
}

/** One statement, and what it may take. */
export interface SqlRun extends AskedSql {
  /** The business day that is today. */
  readonly today: number;
  /** Milliseconds. */
  readonly limit: number;
}

/** Statements look at the facts as they are. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Milliseconds between looks at whether a statement is to end. */
const LOOK = 25;

/**
 * An index of facts for strangers: it follows the same chain as any other, but what they ask has this one to itself. From the moment it is
 * open no statement reaches a file, a network or a setting.
 */
export class SqlIndex {
  /** Whether it must be opened again, by another process. */
  isBroken = false;
  private readonly rounds: Rounds<number>;
  /** How far the journal's table is. */
  private journalTo = 0;
  private journalRound: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly parts: SqlIndexParts,
    private readonly source: Source,
    private readonly opened: Opened,
    private readonly journal: JournalFollower | undefined,
    private readonly names: Names,
    private readonly scratch: DuckDBConnection,
  ) {
    this.rounds = new Rounds(() => this.opened.follow(() => undefined));
  }

  static async open(parts: SqlIndexParts): Promise<SqlIndex> {
    const { file, store, chain, tables, room, zone } = parts;
    const { schema } = store;
    const layouts = new Map(schema.series.map((one) => [one.name, layoutOf(one)]));
    const source: Source = { schema, layouts, chain, room, netFrom: NEVER };
    const opened = await Opened.fitting(file, source);
    const { connection } = await opened.connect();
    const [journal] = tables.filter((table) => table.kind === 'journal');
    const follower =
      journal && (await JournalFollower.on((await opened.connect()).connection, store, journal.collection));
    await connection.run(`SET TimeZone = '${zone.replaceAll("'", "''")}'`);
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    const offered = tables.filter((table) => table.kind === 'journal' || layouts.has(table.series));
    const names = {
      tables: new Set(offered.map(({ name }) => name.toLowerCase())),
      ofDuckDb: await namesOfDuckDb(connection),
    };
    return new SqlIndex(parts, source, opened, follower, names, connection);
  }

  /** Whether a text may run. @returns the tables that it names @throws Problem `sql-not-allowed`, `bad-sql` */
  check(sql: string): Promise<ReadonlySet<string>> {
    return checkedStatement(this.scratch, sql, this.names);
  }

  /** Takes over what there is of the facts and, where its table is named, of the journal. A file that is damaged is removed. */
  async follow(tables: ReadonlySet<string>): Promise<void> {
    try {
      const position = await this.rounds.round();
      const { journal } = this;
      if (journal === undefined || !this.namesJournal(tables)) return;
      const round = this.journalRound.then(() => journal.follow(position));
      this.journalRound = round.catch(() => undefined);
      await round;
      this.journalTo = Math.max(this.journalTo, position);
    } catch (error) {
      if (!(error instanceof ChainBroken) && !tellsOfDamage(error)) throw error;
      await removeIndexFile(this.parts.file);
      this.isBroken = true;
      throw error;
    }
  }

  /**
   * Runs a statement on one state of the facts, for as long as `take` reads its rows.
   * @param take is given the rows and the position that they cover
   * @param signal ends it
   * @throws Problem `sql-not-allowed`, `bad-sql`, `sql-too-large`; the signal's reason
   */
  async run<Outcome>(
    asked: SqlRun,
    take: (rows: SqlRows, position: number) => Promise<Outcome>,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const tables = await this.check(asked.sql);
    const { connection, known } = await this.opened.connect();
    const watch = new Watch(connection, asked.limit, signal);
    try {
      await connection.run('BEGIN TRANSACTION READ ONLY');
      const covered = await this.coveredBy(connection);
      const position = this.namesJournal(tables) ? Math.min(covered, this.journalTo) : covered;
      await this.show(connection, tables, { known, today: asked.today, position });
      const taken = await take(sqlRows(await connection.stream(asked.sql, valuesOf(asked))), position);
      // Rows that are interrupted end as if there were no more.
      watch.throwIfEnded();
      return taken;
    } catch (error) {
      if (hasBroken(error)) this.isBroken = true;
      watch.throwIfEnded();
      throw problemOf(error);
    } finally {
      watch.stop();
      connection.closeSync();
    }
  }

  async close(): Promise<void> {
    await this.rounds.idle();
    await this.journalRound;
    this.journal?.close();
    this.scratch.closeSync();
    await this.opened.close();
    await this.parts.store.close();
  }

  /** Tables as the state under way has them, for this connection alone: nothing else of the file has their names. */
  private async show(
    connection: DuckDBConnection,
    named: ReadonlySet<string>,
    { known, today, position }: { readonly known: Known; readonly today: number; readonly position: number },
  ): Promise<void> {
    const { layouts } = this.source;
    for (const table of this.parts.tables) {
      if (!named.has(table.name.toLowerCase())) continue;
      const select = table.kind === 'journal' ? journalTable(position) : shownTable(table, { layouts, known, today });
      if (select !== undefined) await connection.run(`CREATE TEMP VIEW "${table.name}" AS ${select}`);
    }
  }

  private namesJournal(named: ReadonlySet<string>): boolean {
    return this.parts.tables.some(({ kind, name }) => kind === 'journal' && named.has(name.toLowerCase()));
  }

  private async coveredBy(connection: DuckDBConnection): Promise<number> {
    const least = await connection.runAndReadAll('SELECT coalesce(min(position), 0) FROM followed');
    return Number(least.getRows()[0]?.[0] ?? 0);
  }
}

function valuesOf({ params }: AskedSql): DuckDBValue[] | Record<string, DuckDBValue> | undefined {
  return params as DuckDBValue[] | Record<string, DuckDBValue> | undefined;
}

/** Ends a statement that takes too long, or that nobody waits for. */
class Watch {
  private readonly timer: NodeJS.Timeout;
  private readonly from = performance.now();
  private isLate = false;

  constructor(
    connection: DuckDBConnection,
    private readonly limit: number,
    private readonly signal: AbortSignal,
  ) {
    this.timer = setInterval(() => {
      this.isLate ||= performance.now() - this.from > limit;
      // Again and again: it may be between two statements, of which the next would go on to its end.
      if (this.isLate || signal.aborted) connection.interrupt();
    }, LOOK);
  }

  /** @throws Problem where it took too long; the reason of the signal */
  throwIfEnded(): void {
    this.signal.throwIfAborted();
    if (this.isLate) throw tooMuchTime(this.limit);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
