import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { encodeFacts } from '#engine/batch/fact-codec.js';
import type { ChainedStore, FactBatch } from '#kernel/ports/fact-index.js';
import { lacking } from '#kernel/ports/lacking.js';
import type { Batch, Document, Find } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { readAbout, readOwnAbout, writeAbout, type About } from './about.js';
import { BatchTable } from './batch-table.js';
import { createCollection, DocumentTable } from './document-table.js';

/** One version of the read models in one SQLite file, on a connection of this thread: documents, checkpoints, and the batches they came with. */
export class SqliteViews implements ChainedStore {
  readonly schema: ViewSchema;
  readonly identity: string;
  readonly isOlder: boolean;
  private readonly batches: BatchTable;
  private readonly collections: ReadonlyMap<string, DocumentTable>;
  private readonly putCheckpoint: StatementSync;
  private readonly getCheckpoint: StatementSync;

  private constructor(
    private readonly db: DatabaseSync,
    about: About,
    private readonly writes = false,
  ) {
    ({ schema: this.schema, identity: this.identity, isOlder: this.isOlder } = about);
    this.batches = new BatchTable(db);
    this.collections = new Map(about.schema.collections.map((one) => [one.name, new DocumentTable(db, one)]));
    this.putCheckpoint = db.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?)');
    this.getCheckpoint = db.prepare('SELECT position FROM checkpoints WHERE shard = ?');
  }

  /** Opens or creates the file for its one writer. Losing power may lose the last batches, never half of one: the log has them. */
  static openWriter(file: string, schema: ViewSchema): SqliteViews {
    const db = new DatabaseSync(file);
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -12000',
    );
    // Fewer, larger checkpoints: during an import most pages change many times.
    db.exec('PRAGMA wal_autocheckpoint = 16000');
    return new SqliteViews(db, madeFor(db, schema), true);
  }

  /** Opens an existing file beside its writer, for reading only; also one of an earlier release. */
  static openReader(file: string, schema: ViewSchema): SqliteViews {
    const db = openReadOnly(file);
    return new SqliteViews(db, readAbout(db, schema));
  }

  /** A reader of one moment, of this release: it sees nothing that is applied after it was opened. */
  static openSnapshot(file: string, schema: ViewSchema): SqliteViews {
    const db = openReadOnly(file);
    const views = new SqliteViews(db, readOwnAbout(db, schema));
    // The first read takes the snapshot.
    views.db.exec('BEGIN');
    views.checkpointOf(0);
    return views;
  }

  async apply(batch: Batch): Promise<'applied' | 'stale'> {
    const encoded = { ...batch, facts: encodeFacts(batch.facts) };
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const outcome = this.write(encoded);
      this.db.exec('COMMIT');
      return outcome;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  async checkpoint(shard: number): Promise<number> {
    return this.checkpointOf(shard);
  }

  async heads(): Promise<ReadonlyMap<number, number>> {
    const rows = this.db.prepare('SELECT shard, position FROM checkpoints').all();
    return new Map(rows.map(({ shard, position }) => [Number(shard), Number(position)]));
  }

  async *between(shard: number, from: number, to: number): AsyncIterable<FactBatch> {
    yield* this.batches.between(shard, from, to);
  }

  /** Whatever is read is of one state, that of the first read, until what this returns is called. For one reader at a time. */
  hold(): () => void {
    if (this.db.isTransaction) return () => undefined;
    this.db.exec('BEGIN');
    return () => this.db.exec('COMMIT');
  }

  async get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.documents(collection).get(ids);
  }

  async find(collection: string, find: Find): Promise<readonly Document[]> {
    const documents = this.documents(collection);
    const fields = Object.keys(find.where ?? {}).concat(find.contains?.field ?? []);
    const missing = fields.find((field) => !documents.schema.fields.includes(field));
    if (missing !== undefined) throw lacking(`${missing} in ${collection}`, this.isOlder);
    return documents.find(find);
  }

  async close(): Promise<void> {
    if (!this.db.isOpen) return;
    try {
      // Readers that are still open would leave what was written last in the file beside: up to 64 MB, to be gone through at every start.
      if (this.writes) this.db.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      this.db.close();
    }
  }

  private write(batch: FactBatch & Pick<Batch, 'documents'>): 'applied' | 'stale' {
    if (this.checkpointOf(batch.shard) !== batch.from) return 'stale';
    this.batches.put(batch);
    for (const { collection, document } of batch.documents) this.documents(collection).put(document);
    this.putCheckpoint.run(batch.shard, batch.to);
    return 'applied';
  }

  private checkpointOf(shard: number): number {
    return (this.getCheckpoint.get(shard) as { position: number } | undefined)?.position ?? 0;
  }

  private documents(collection: string): DocumentTable {
    const documents = this.collections.get(collection);
    if (documents === undefined) throw lacking(collection, this.isOlder);
    return documents;
  }
}

function openReadOnly(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true });
  db.exec('PRAGMA busy_timeout = 5000; PRAGMA cache_size = -24000');
  return db;
}

/** What the file says of itself, which is made where it says nothing. */
function madeFor(db: DatabaseSync, schema: ViewSchema): About {
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'about'").get();
  if (exists === undefined) {
    db.exec('BEGIN IMMEDIATE');
    writeAbout(db, schema);
    db.exec('CREATE TABLE checkpoints (shard INTEGER PRIMARY KEY, position INTEGER NOT NULL) STRICT');
    BatchTable.create(db);
    for (const collection of schema.collections) db.exec(createCollection(collection));
    db.exec('COMMIT');
  }
  return readOwnAbout(db, schema);
}
