import { MongoServerError, type Collection, type Db } from 'mongodb';
import { randomUUID } from 'node:crypto';
import type { Batch } from '#kernel/ports/views.js';
import type { Row } from '#kernel/ports/views-schema.js';

/** What a batch changes, as it is stored. */
export interface StoredBatch {
  readonly shard: number;
  readonly from: number;
  readonly to: number;
  readonly facts: readonly Row[];
  readonly documents: Batch['documents'];
}

/** The head of a stored batch: its id is its place in the chain of its shard. Parts that do not fit beside it are under its token. */
interface Head {
  readonly _id: string;
  readonly shard: number;
  readonly from: number;
  readonly to: number;
  readonly token: string;
  readonly parts: number;
  readonly content: string;
}

interface Part {
  readonly _id: string;
  readonly content: string;
}

/** Characters of content beside a head or in a part: a document of MongoDB holds 16 MB, of up to 3 bytes a character. */
const PART = 4_000_000;
const DUPLICATE = 11_000;

/**
 * Every batch that was applied, one after another per shard. Inserting the head under `shard:from` is what makes it count: one document,
 * so it happens whole or not at all, and of two batches that follow the same checkpoint only the first can. No transaction is needed.
 */
export class BatchStore {
  private readonly heads: Collection<Head>;
  private readonly parts: Collection<Part>;

  constructor(db: Db, prefix: string) {
    const majority = { writeConcern: { w: 'majority' } } as const;
    this.heads = db.collection<Head>(`${prefix}.batches`, majority);
    this.parts = db.collection<Part>(`${prefix}.parts`, majority);
  }

  /** False if another batch follows that checkpoint already. */
  async insert({ shard, from, to, facts, documents }: Batch): Promise<boolean> {
    const text = JSON.stringify({ facts: facts.map(writeRow), documents });
    const token = randomUUID();
    const content = Array.from({ length: Math.max(1, Math.ceil(text.length / PART)) }, (_, i) =>
      text.slice(i * PART, (i + 1) * PART),
    );
    const rest = content.slice(1);
    if (rest.length > 0)
      await this.parts.insertMany(rest.map((part, i) => ({ _id: `${token}:${String(i)}`, content: part })));
    const head = {
      _id: `${String(shard)}:${String(from)}`,
      shard,
      from,
      to,
      token,
      parts: rest.length,
      content: content[0] ?? '',
    };
    try {
      await this.heads.insertOne(head);
      return true;
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== DUPLICATE) throw error;
      // An insert whose answer was lost has happened.
      const stored = await this.heads.findOne({ _id: head._id });
      if (stored?.token === token) return true;
      if (rest.length > 0) await this.parts.deleteMany({ _id: { $in: rest.map((_, i) => `${token}:${String(i)}`) } });
      return false;
    }
  }

  /** The batch that follows a checkpoint of a shard. */
  async following(shard: number, from: number): Promise<StoredBatch | undefined> {
    const head = await this.heads.findOne({ _id: `${String(shard)}:${String(from)}` });
    return head === null ? undefined : this.read(head);
  }

  /** The batches of a shard from one checkpoint up to another, in order: each names where the next one is. */
  async *between(shard: number, from: number, to: number): AsyncIterable<StoredBatch> {
    for (let at = from; at < to;) {
      const batch = await this.following(shard, at);
      if (batch === undefined) throw new Error(`the chain of shard ${String(shard)} is broken at ${String(at)}`);
      yield batch;
      at = batch.to;
    }
  }

  private async read({ shard, from, to, token, parts, content }: Head): Promise<StoredBatch> {
    let text = content;
    for (let i = 0; i < parts; i++) text += (await this.parts.findOne({ _id: `${token}:${String(i)}` }))?.content ?? '';
    const { facts, documents } = JSON.parse(text) as {
      readonly facts: readonly StoredRow[];
      readonly documents: Batch['documents'];
    };
    return { shard, from, to, facts: facts.map(readRow), documents };
  }
}

type StoredRow = readonly [string, number, number, string, string, number, readonly string[], readonly string[]];

function writeRow({ series, valid, recorded, customer, record, mark, dimensions, measures }: Row): StoredRow {
  return [series, valid, recorded, customer, record, mark, dimensions, measures.map(String)];
}

function readRow([series, valid, recorded, customer, record, mark, dimensions, measures]: StoredRow): Row {
  return { series, valid, recorded, customer, record, mark, dimensions, measures: measures.map(BigInt) };
}
