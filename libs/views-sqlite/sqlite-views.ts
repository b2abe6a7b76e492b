import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Step } from '#kernel/step.js';
import { Problem } from '#kernel/problem.js';
import type { AuditableViews, Batch, Cell, Document, Find, Sums } from '#kernel/ports/views.js';
import { missingIn, type Row, type SumRequest, type ViewSchema } from '#kernel/ports/views-schema.js';
import { readAbout, readOwnAbout, writeAbout } from './about.js';
import { BOOT } from './boot.js';
import { Dictionary } from './dictionary.js';
import { DocumentTable } from './document-table.js';
import { FactSums } from './fact-sums.js';
import { FactTable } from './fact-table.js';
import { createCollection, createSeries, layoutOf } from './layout.js';
import { RollupStore } from './rollup-store.js';
import { RollupSums } from './rollup-sums.js';

/** One version of the read models in one SQLite file, on a connection of this thread. */
export class SqliteViews implements AuditableViews {
  private readonly dictionary: Dictionary;
  private readonly series: ReadonlyMap<string, FactTable>;
  private readonly collections: ReadonlyMap<string, DocumentTable>;
  private readonly rollups: RollupSums;
  private readonly facts: FactSums;
  private readonly putCheckpoint: StatementSync;
  private readonly getCheckpoint: StatementSync;
  private readonly putFirstDay: StatementSync;
  private readonly getFirstDay: StatementSync;

  private constructor(
    private readonly db: DatabaseSync,
    readonly schema: ViewSchema,
    private readonly isOlder = false,
    private readonly kept?: RollupStore,
  ) {
    this.dictionary = new Dictionary(db);
    this.series = new Map(schema.series.map((one) => [one.name, new FactTable(db, layoutOf(one), this.dictionary)]));
    this.collections = new Map(schema.collections.map((one) => [one.name, new DocumentTable(db, one)]));
    this.rollups = new RollupSums(db, this.dictionary, kept);
    this.facts = new FactSums(db, this.dictionary);
    this.putCheckpoint = db.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?)');
    this.getCheckpoint = db.prepare('SELECT position FROM checkpoints WHERE shard = ?');
    this.putFirstDay = db.prepare(
      'INSERT INTO first_days VALUES (?, ?) ON CONFLICT DO UPDATE SET day = excluded.day WHERE excluded.day < day',
    );
    this.getFirstDay = db.prepare('SELECT day FROM first_days WHERE series = ?');
  }

  /** Opens or creates the file for its one writer. Losing power may lose the last batches, never half of one: the log has them. */
  static openWriter(file: string, schema: ViewSchema): SqliteViews {
    const db = new DatabaseSync(file);
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -24000',
    );
    // Fewer, larger checkpoints: during an import most pages change many times.
    db.exec('PRAGMA wal_autocheckpoint = 16000');
    create(db, schema);
    return new SqliteViews(db, schema);
  }

  /** Opens an existing file of this release beside its writer, for reading only. */
  static openReader(file: string, schema: ViewSchema): SqliteViews {
    const db = openReadOnly(file, 24_000);
    readOwnAbout(db, schema);
    return new SqliteViews(db, schema);
  }

  /** A reader of one moment: it sees nothing that is applied after it was opened. For walking through all, not for sums. */
  static openSnapshot(file: string, schema: ViewSchema): SqliteViews {
    const views = SqliteViews.openReader(file, schema);
    // The first read takes the snapshot.
    views.db.exec('BEGIN');
    views.checkpointOf(0);
    return views;
  }

  /** A reader that keeps its rollups in a file beside: the one that stays open for long. Takes files of earlier releases too. */
  static openLastingReader(file: string, schema: ViewSchema): SqliteViews {
    const db = openReadOnly(file, 64_000);
    const { schema: stored, identity, isOlder } = readAbout(db, schema);
    const rollups = RollupStore.open(`${file}-rollups`, `${identity} ${BOOT}`);
    return new SqliteViews(db, stored, isOlder, rollups);
  }

  async apply(batch: Batch): Promise<'applied' | 'stale'> {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const outcome = this.write(batch);
      this.db.exec('COMMIT');
      return outcome;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      this.dictionary.forget();
      throw error;
    }
  }

  async checkpoint(shard: number): Promise<number> {
    return this.checkpointOf(shard);
  }

  async sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    const letGo = this.hold();
    try {
      const row = this.db.prepare('SELECT min(position) AS position FROM checkpoints').get() as {
        position: number | null;
      };
      return { position: row.position ?? 0, cells: requests.map((request) => this.sum(request, step)) };
    } finally {
      letGo();
    }
  }

  /** Whatever is read is of one state from now on, until what this returns is called. For one reader at a time. */
  hold(): () => void {
    if (this.db.isTransaction) return () => undefined;
    this.db.exec('BEGIN');
    return () => this.db.exec('COMMIT');
  }

  async firstDay(series: readonly string[]): Promise<number | undefined> {
    const days = series.map((name) => this.getFirstDay.get(name) as { day: number } | undefined);
    const first = Math.min(...days.map((found) => found?.day ?? Infinity));
    return first === Infinity ? undefined : first;
  }

  async get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.documents(collection).get(ids);
  }

  async find(collection: string, find: Find): Promise<readonly Document[]> {
    const documents = this.documents(collection);
    const fields = Object.keys(find.where ?? {}).concat(find.contains?.field ?? []);
    const missing = fields.find((field) => !documents.schema.fields.includes(field));
    if (missing !== undefined) throw this.lacks(`${missing} in ${collection}`);
    return documents.find(find);
  }

  async *dump(series: string): AsyncIterable<Row> {
    yield* this.table(series).dump();
  }

  async close(): Promise<void> {
    if (this.db.isOpen) this.db.close();
    this.kept?.close();
  }

  private write(batch: Batch): 'applied' | 'stale' {
    if (this.checkpointOf(batch.shard) !== batch.from) return 'stale';
    const firstDays = new Map<string, number>();
    for (const fact of batch.facts) {
      this.table(fact.series).insert(fact);
      if (fact.valid < (firstDays.get(fact.series) ?? Infinity)) firstDays.set(fact.series, fact.valid);
    }
    for (const [series, day] of firstDays) this.putFirstDay.run(series, day);
    for (const { collection, document } of batch.documents) this.documents(collection).put(document);
    this.putCheckpoint.run(batch.shard, batch.to);
    return 'applied';
  }

  private sum(request: SumRequest, step?: Step): readonly Cell[] {
    step?.();
    const missing = missingIn(this.schema, request);
    if (missing !== undefined) throw this.lacks(missing);
    const { layout } = this.table(request.series);
    const last = this.db.prepare(`SELECT max(rowid) AS last FROM ${layout.table}`).get() as { last: number | null };
    return this.rollups.answer(layout, request, last.last ?? 0) ?? this.facts.answer(layout, request, step);
  }

  /** Read models of an earlier release may be asked for more than they have; others never are. */
  private lacks(name: string): Error {
    if (!this.isOlder) return new Error(`no ${name} in the schema`);
    const detail = `the read models have no ${name}: an earlier release made them, new ones are being built`;
    return new Problem('views-unavailable', `${detail}; ask again when /readyz says so`);
  }

  private checkpointOf(shard: number): number {
    return (this.getCheckpoint.get(shard) as { position: number } | undefined)?.position ?? 0;
  }

  private table(series: string): FactTable {
    const table = this.series.get(series);
    if (table === undefined) throw this.lacks(series);
    return table;
  }

  private documents(collection: string): DocumentTable {
    const documents = this.collections.get(collection);
    if (documents === undefined) throw this.lacks(collection);
    return documents;
  }
}

function openReadOnly(file: string, cacheKilobytes: number): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true });
  db.exec(`PRAGMA busy_timeout = 5000; PRAGMA cache_size = -${String(cacheKilobytes)}`);
  return db;
}

function create(db: DatabaseSync, schema: ViewSchema): void {
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'about'").get();
  if (exists !== undefined) {
    readOwnAbout(db, schema);
    return;
  }
  db.exec('BEGIN IMMEDIATE');
  writeAbout(db, schema);
  db.exec('CREATE TABLE checkpoints (shard INTEGER PRIMARY KEY, position INTEGER NOT NULL) STRICT');
  db.exec('CREATE TABLE first_days (series TEXT PRIMARY KEY, day INTEGER NOT NULL) STRICT, WITHOUT ROWID');
  Dictionary.create(db);
  for (const series of schema.series) db.exec(createSeries(layoutOf(series)));
  for (const collection of schema.collections) db.exec(createCollection(collection));
  db.exec('COMMIT');
}
