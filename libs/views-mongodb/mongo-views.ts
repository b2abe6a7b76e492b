import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Collection, Db } from 'mongodb';
import type { Step } from '#kernel/step.js';
import type { AuditableViews, Batch, Cell, Document, Find, Sums } from '#kernel/ports/views.js';
import { Problem } from '#kernel/problem.js';
import { missingIn, type Row, type SumRequest, type ViewSchema } from '#kernel/ports/views-schema.js';
import { BatchChain, type ChainSteps } from './batch-chain.js';
import { connectTo } from './connection.js';
import { BatchStore } from './batch-store.js';
import { DocumentStore } from './document-store.js';
import { FactColumns } from './fact-columns.js';
import { addedUp, compareRows } from '#kernel/ports/rows.js';
import { decodeFacts } from '#engine/batch/fact-codec.js';
import { Rounds } from '#engine/rounds.js';
import { Dictionary } from './dictionary.js';

interface Checkpoint {
  readonly _id: number;
  readonly position: number;
}

/**
 * Read models in MongoDB. A batch is one insert into the chain of its shard, see `BatchChain`. Facts are read from the chain into columns in memory, each process as far
 * as it is asked: sums never wait for the server, but every process that answers them holds the facts.
 */
export class MongoViews implements AuditableViews {
  private readonly batches: BatchStore;
  private readonly chain: BatchChain;
  private readonly collections: ReadonlyMap<string, DocumentStore>;
  private readonly checkpoints: Collection<Checkpoint>;
  private readonly series: ReadonlyMap<string, FactColumns>;
  /** Up to where each shard's facts are in memory. */
  private readonly loaded = new Map<number, number>();
  /** Takes over facts up to the checkpoints as they are when one begins; gives the smallest of them. */
  private readonly loads = new Rounds(() => this.loadNow());
  private prepared: Promise<void> | undefined;

  /** @param name of the version: every collection's name begins with it */
  constructor(
    private readonly db: Db,
    name: string,
    readonly schema: ViewSchema,
    private readonly shards = 0,
    private readonly keeps = true,
    private readonly release: () => Promise<void> = () => Promise.resolve(),
  ) {
    const dictionary = new Dictionary();
    this.batches = new BatchStore(db, name);
    this.chain = new BatchChain(this.steps());
    this.collections = new Map(schema.collections.map((one) => [one.name, new DocumentStore(db, name, one)]));
    this.checkpoints = db.collection<Checkpoint>(`${name}.checkpoints`, { writeConcern: { w: 'majority' } });
    this.series = new Map(schema.series.map((one) => [one.name, new FactColumns(one, dictionary)]));
  }

  /** For a process that keeps them. @param uri names the database too @param shards whose checkpoints count, also where nothing came yet */
  static connect(uri: string, name: string, schema: ViewSchema, shards = 0): MongoViews {
    return MongoViews.open(uri, name, schema, shards, true);
  }

  /** For a process that only reads them: makes nothing where there is nothing (any more). @param schema of the release that made them */
  static reader(uri: string, name: string, schema: ViewSchema, shards: number): MongoViews {
    return MongoViews.open(uri, name, schema, shards, false);
  }

  private static open(uri: string, name: string, schema: ViewSchema, shards: number, keeps: boolean): MongoViews {
    const client = connectTo(uri);
    return new MongoViews(client.db(), name, schema, shards, keeps, () => client.close());
  }

  async apply(batch: Batch): Promise<'applied' | 'stale'> {
    if (!this.keeps) throw new Error('these read models were opened for reading only');
    await this.ready();
    return this.chain.apply(batch);
  }

  async checkpoint(shard: number): Promise<number> {
    await this.ready();
    return this.chain.checkpoint(shard);
  }

  async sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    const position = await this.loads.round();
    // What is added while other work has its turn is not part of this state.
    const lengths = requests.map(({ series }) => this.columns(series).length);
    const cells: (readonly Cell[])[] = [];
    for (const [i, request] of requests.entries()) {
      if (i > 0) await othersTurn();
      step?.();
      const missing = missingIn(this.schema, request);
      if (missing !== undefined) throw this.lacks(missing);
      cells.push(this.columns(request.series).sum(request, lengths[i] ?? 0));
    }
    return { position, cells };
  }

  /** The position that all shards cover, without a look at any fact. */
  async position(): Promise<number> {
    await this.ready();
    return this.positionIn(await this.checkpoints.find().toArray());
  }

  async firstDay(series: readonly string[]): Promise<number | undefined> {
    await this.loads.round();
    const first = series.reduce(
      (least, name) => this.columns(name).valid.reduce((a, b) => Math.min(a, b), least),
      Infinity,
    );
    return first === Infinity ? undefined : first;
  }

  async get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    await this.ready();
    return this.documents(collection).get(ids);
  }

  async find(collection: string, find: Find): Promise<readonly Document[]> {
    await this.ready();
    return this.documents(collection).find(find);
  }

  async *dump(series: string): AsyncIterable<Row> {
    await this.loads.round();
    yield* addedUp(this.columns(series).rows()).sort(compareRows);
  }

  async close(): Promise<void> {
    await this.prepared?.catch(() => undefined);
    await this.loads.idle();
    await this.release();
  }

  /** Removes every collection of the version. */
  async drop(): Promise<void> {
    await this.ready();
    const prefix = this.checkpoints.collectionName.replace(/checkpoints$/, '');
    for (const { name } of await this.db.listCollections().toArray())
      if (name.startsWith(prefix)) await this.db.collection(name).drop();
  }

  /** Collections and checkpoints are there; tried again by whoever asks next when it failed. */
  private ready(): Promise<void> {
    if (!this.keeps) return Promise.resolve();
    this.prepared ??= this.prepare().catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }

  private async prepare(): Promise<void> {
    for (const documents of this.collections.values()) await documents.prepare();
    for (let shard = 0; shard < this.shards; shard++) await this.begin(shard);
  }

  private steps(): ChainSteps {
    return {
      position: async (shard) => (await this.checkpoints.findOne({ _id: shard }))?.position ?? 0,
      following: (shard, from) => this.batches.following(shard, from),
      insert: (batch) => this.batches.insert(batch),
      put: async (documents, position) => {
        for (const [name, changes] of Map.groupBy(documents, ({ collection }) => collection))
          await this.documents(name).put(
            changes.map(({ document }) => document),
            position,
          );
      },
      move: async (shard, from, to) => {
        if (from === 0) await this.begin(shard);
        await this.checkpoints.updateOne({ _id: shard, position: from }, { $set: { position: to } });
      },
    };
  }

  private async begin(shard: number): Promise<void> {
    await this.checkpoints.updateOne({ _id: shard }, { $setOnInsert: { position: 0 } }, { upsert: true });
  }

  private async loadNow(): Promise<number> {
    await this.ready();
    const checkpoints = await this.checkpoints.find().toArray();
    const loads = await Promise.allSettled(
      checkpoints.map(({ _id: shard, position: to }) => this.loadShard(shard, to)),
    );
    // All have ended, so that no two rounds are about the same batch.
    const failed = loads.find((load) => load.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return this.positionIn(checkpoints);
  }

  private async loadShard(shard: number, to: number): Promise<void> {
    for await (const batch of this.batches.between(shard, this.loaded.get(shard) ?? 0, to)) {
      for (const fact of decodeFacts(batch.facts)) this.columns(fact.series).add(fact);
      this.loaded.set(shard, batch.to);
    }
  }

  private positionIn(checkpoints: readonly Checkpoint[]): number {
    const isWhole = checkpoints.length > 0 && checkpoints.length >= this.shards;
    return isWhole ? Math.min(...checkpoints.map(({ position }) => position)) : 0;
  }

  /** Who only reads may read what an earlier release made, and ask for more than that has; who keeps them never does. */
  private lacks(name: string): Error {
    if (this.keeps) return new Error(`no ${name} in the schema`);
    const detail = `the read models have no ${name}: another release made them, new ones are being built`;
    return new Problem('views-unavailable', `${detail}; ask again when /readyz says so`);
  }

  private columns(series: string): FactColumns {
    const columns = this.series.get(series);
    if (columns === undefined) throw this.lacks(series);
    return columns;
  }

  private documents(collection: string): DocumentStore {
    const documents = this.collections.get(collection);
    if (documents === undefined) throw this.lacks(collection);
    return documents;
  }
}
