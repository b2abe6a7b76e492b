import type { Collection, Db, MongoClientOptions } from 'mongodb';
import type { Written } from '#engine/verify-live.js';
import type { ChainedStore, FactBatch } from '#kernel/ports/fact-index.js';
import { lacking } from '#kernel/ports/lacking.js';
import type { Batch, Document, Find } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { BatchChain, type ChainSteps } from './batch-chain.js';
import { BatchStore } from './batch-store.js';
import { connectTo } from './connection.js';
import { DocumentStore } from './document-store.js';

interface Checkpoint {
  readonly _id: number;
  readonly position: number;
}

/** Read models in MongoDB: documents, checkpoints, and the batches they came with. A batch is one insert into the chain of its shard, see `BatchChain`. */
export class MongoViews implements ChainedStore {
  /** The version's name: another one that is made of the same log has the same facts. */
  readonly identity: string;
  readonly isOlder: boolean;
  private readonly batches: BatchStore;
  private readonly chain: BatchChain;
  private readonly collections: ReadonlyMap<string, DocumentStore>;
  private readonly checkpoints: Collection<Checkpoint>;
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
    this.identity = name;
    // Who only reads may read what an earlier release made, and ask for more than that has; who keeps them never does.
    this.isOlder = !keeps;
    this.batches = new BatchStore(db, name);
    this.chain = new BatchChain(this.steps());
    this.collections = new Map(schema.collections.map((one) => [one.name, new DocumentStore(db, name, one)]));
    this.checkpoints = db.collection<Checkpoint>(`${name}.checkpoints`, { writeConcern: { w: 'majority' } });
  }

  /** For a process that keeps them. @param uri names the database too @param shards whose checkpoints count, also where nothing came yet */
  static connect(uri: string, name: string, schema: ViewSchema, shards = 0): MongoViews {
    const client = connectTo(uri);
    return new MongoViews(client.db(), name, schema, shards, true, () => client.close());
  }

  /**
   * For a process that only reads them: makes nothing where there is nothing (any more).
   * @param schema of the release that made them @param options of `connectTo`
   */
  static reader(
    uri: string,
    name: string,
    schema: ViewSchema,
    shards: number,
    options: MongoClientOptions = {},
  ): MongoViews {
    const client = connectTo(uri, options);
    return new MongoViews(client.db(), name, schema, shards, false, () => client.close());
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

  /** Shards that nothing came for are at 0. */
  async heads(): Promise<ReadonlyMap<number, number>> {
    await this.ready();
    const heads = new Map(Array.from({ length: this.shards }, (_, shard) => [shard, 0]));
    for (const { _id, position } of await this.checkpoints.find().toArray()) heads.set(_id, position);
    return heads;
  }

  async *between(shard: number, from: number, to: number): AsyncIterable<FactBatch> {
    yield* this.batches.between(shard, from, to);
  }

  /** The position that all shards cover; 0 where there is none. */
  async position(): Promise<number> {
    const heads = await this.heads();
    return heads.size === 0 ? 0 : Math.min(...heads.values());
  }

  async get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    await this.ready();
    return this.documents(collection).get(ids);
  }

  async find(collection: string, find: Find): Promise<readonly Document[]> {
    await this.ready();
    return this.documents(collection).find(find);
  }

  /** Of those ids what any batch has written, as `DocumentStore` tells it. */
  async written(collection: string, ids: readonly string[]): Promise<readonly Written[]> {
    await this.ready();
    return this.documents(collection).written(ids);
  }

  async close(): Promise<void> {
    await this.prepared?.catch(() => undefined);
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

  private documents(collection: string): DocumentStore {
    const documents = this.collections.get(collection);
    if (documents === undefined) throw lacking(collection, this.isOlder);
    return documents;
  }
}
