import { Binary, type Collection, type Db } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { decodeDocumentsOf, encodeBatch, factsOf } from '#engine/batch/batch-codec.js';
import { decodeFacts } from '#engine/batch/fact-codec.js';
import { ChainBroken, type FactBatch } from '#kernel/ports/fact-index.js';
import type { Batch } from '#kernel/ports/views.js';
import type { Unfinished } from './batch-chain.js';
import { isDuplicate } from './duplicates.js';

/** The head of a stored batch: its id is its place in the chain of its shard. Parts that do not fit beside it are under its token. */
interface Head {
  readonly _id: string;
  readonly shard: number;
  readonly from: number;
  readonly to: number;
  readonly token: string;
  readonly parts: number;
  readonly content: Binary;
}

interface Part {
  readonly _id: string;
  readonly content: Binary;
}

/** Bytes of content beside a head or in a part: a document of MongoDB holds 16 MB. */
const PART = 12_000_000;

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
    const bytes = encodeBatch({ facts, documents });
    const token = randomUUID();
    const content = Array.from(
      { length: Math.ceil(bytes.length / PART) },
      (_, i) => new Binary(bytes.subarray(i * PART, (i + 1) * PART)),
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
      content: content[0] ?? new Binary(),
    };
    try {
      await this.heads.insertOne(head);
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // An insert whose answer was lost has happened.
      const stored = await this.heads.findOne({ _id: head._id });
      if (stored?.token === token) return true;
      if (rest.length > 0) await this.parts.deleteMany({ _id: { $in: rest.map((_, i) => `${token}:${String(i)}`) } });
      return false;
    }
  }

  /** What of the batch that follows a checkpoint of a shard is needed to finish it. */
  async following(shard: number, from: number): Promise<Unfinished | undefined> {
    const head = await this.headAfter(shard, from);
    if (head === null) return undefined;
    return { shard, from, to: head.to, documents: decodeDocumentsOf(await this.contentOf(head)) };
  }

  /** The whole batch that follows a checkpoint of a shard, if there is one. */
  async after(shard: number, from: number): Promise<Batch | undefined> {
    const head = await this.headAfter(shard, from);
    if (head === null) return undefined;
    const bytes = await this.contentOf(head);
    return { shard, from, to: head.to, facts: decodeFacts(factsOf(bytes)), documents: decodeDocumentsOf(bytes) };
  }

  /** The facts of a shard's batches from one checkpoint up to another, in order: each names where the next one is. @throws ChainBroken */
  async *between(shard: number, from: number, to: number): AsyncIterable<FactBatch> {
    for (let at = from; at < to;) {
      const head = await this.headAfter(shard, at);
      if (head === null || head.to > to)
        throw new ChainBroken(`the chain of shard ${String(shard)} does not go on from ${String(at)}`);
      yield { shard, from: at, to: head.to, facts: factsOf(await this.contentOf(head)) };
      at = head.to;
    }
  }

  private headAfter(shard: number, from: number): Promise<Head | null> {
    return this.heads.findOne({ _id: `${String(shard)}:${String(from)}` });
  }

  private async contentOf({ shard, from, token, parts, content }: Head): Promise<Buffer> {
    const bytes = [content.value()];
    for (let i = 0; i < parts; i++) {
      const part = await this.parts.findOne({ _id: `${token}:${String(i)}` });
      if (part === null)
        throw new Error(`a part of the batch of shard ${String(shard)} after ${String(from)} is missing`);
      bytes.push(part.content.value());
    }
    return Buffer.concat(bytes);
  }
}
