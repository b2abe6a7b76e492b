import type { Collection, Db, MongoClient } from 'mongodb';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import type { Readable } from '#kernel/readable.js';
import { BatchStore } from '../batch-store.js';
import { connectTo } from '../connection.js';
import { DocumentStore } from '../document-store.js';
import { CardsWriter } from './cards-writer.js';
import { StaysWriter } from './stays-writer.js';
import { SumsWriter } from './sums-writer.js';
import type { ReadableWriter } from './writer.js';

/** Up to where a shard's batches are. */
interface Checkpoint {
  readonly _id: number;
  readonly position: number;
}

export interface MongoReadableOptions {
  /** The version, whose collections all begin with its name. */
  readonly name: string;
  readonly schema: ViewSchema;
  readonly readable: readonly Readable[];
  /** On the business calendar. */
  readonly today: () => number;
}

/**
 * The readable collections of one version. They follow the chain of its batches with checkpoints of their own: what they lack, because a
 * process died or they were left out for a while, they make up for; figures never wait for them.
 */
export class MongoReadable {
  /** Of the readable collections. */
  private readonly checkpoints: Collection<Checkpoint>;
  /** Of the version. */
  private readonly applied: Collection<Checkpoint>;
  private readonly batches: BatchStore;
  private readonly writers: readonly ReadableWriter[];
  private prepared: Promise<void> | undefined;

  /** @param client closed with it; its default database is used */
  constructor(
    private readonly client: MongoClient,
    { name, schema, readable, today }: MongoReadableOptions,
    db: Db = client.db(),
  ) {
    this.checkpoints = db.collection<Checkpoint>(`${name}.readable`, { writeConcern: { w: 'majority' } });
    this.applied = db.collection<Checkpoint>(`${name}.checkpoints`);
    this.batches = new BatchStore(db, name);
    this.writers = readable.map((one) => writerOf(one, { db, name, schema, today }));
  }

  /** @param uri names the database too */
  static connect(uri: string, options: MongoReadableOptions): MongoReadable {
    return new MongoReadable(connectTo(uri), options);
  }

  /** Takes over what the chain of a shard has, batch by batch. @param signal ends it after one of them */
  async follow(shard: number, signal?: AbortSignal): Promise<void> {
    await this.ready();
    for (let at = await this.position(shard); signal?.aborted !== true;) {
      const batch = await this.batches.after(shard, at);
      if (batch === undefined) return;
      for (const writer of this.writers) await writer.write(batch);
      at = await this.moved(shard, at, batch.to);
    }
  }

  /** The shards that have batches which are not taken over yet, each with how far it is. */
  async behind(): Promise<ReadonlyMap<number, number>> {
    const [own, applied] = await Promise.all([this.checkpoints.find().toArray(), this.applied.find().toArray()]);
    const taken = new Map(own.map(({ _id, position }) => [_id, position]));
    const missing = applied.filter(({ _id, position }) => position > (taken.get(_id) ?? 0));
    return new Map(missing.map(({ _id }) => [_id, taken.get(_id) ?? 0]));
  }

  /** Brings up to today what changes as time passes, some of it at a time. */
  async refresh(today: number): Promise<void> {
    await this.ready();
    for (const writer of this.writers) await writer.refresh?.(today);
  }

  async close(): Promise<void> {
    await this.prepared?.catch(() => undefined);
    await this.client.close();
  }

  /** Tried again by whoever asks next when it failed. */
  private ready(): Promise<void> {
    this.prepared ??= this.prepare().catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }

  private async prepare(): Promise<void> {
    for (const writer of this.writers) await writer.prepare();
  }

  private async position(shard: number): Promise<number> {
    return (await this.checkpoints.findOne({ _id: shard }))?.position ?? 0;
  }

  /** Where the shard is now: somebody else may have led it on. */
  private async moved(shard: number, from: number, to: number): Promise<number> {
    if (from === 0)
      await this.checkpoints.updateOne({ _id: shard }, { $setOnInsert: { position: 0 } }, { upsert: true });
    const { modifiedCount } = await this.checkpoints.updateOne(
      { _id: shard, position: from },
      { $set: { position: to } },
    );
    return modifiedCount === 1 ? to : this.position(shard);
  }
}

interface Place {
  readonly db: Db;
  readonly name: string;
  readonly schema: ViewSchema;
  readonly today: () => number;
}

function writerOf(readable: Readable, { db, name, schema, today }: Place): ReadableWriter {
  if (readable.kind === 'cards') {
    const found = schema.collections.find((one) => one.name === readable.collection);
    if (found === undefined) throw new Error(`there are no documents ${readable.collection} for ${readable.name}`);
    return new CardsWriter(db, name, readable, new DocumentStore(db, name, found), today);
  }
  const series = schema.series.find((one) => one.name === readable.series);
  if (series === undefined) throw new Error(`there is no series ${readable.series} for ${readable.name}`);
  return readable.kind === 'sums'
    ? new SumsWriter(db, name, readable, series)
    : new StaysWriter(db, name, readable, series);
}
