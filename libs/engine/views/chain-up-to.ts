import type { ChainedStore, FactBatch } from '#kernel/ports/fact-index.js';
import type { Batch, Document, Find } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';

/** A version whose chain ends where each shard was at one moment, whatever comes after: its facts stand still, its documents do not. */
export class ChainUpTo implements ChainedStore {
  constructor(
    private readonly store: ChainedStore,
    private readonly ends: ReadonlyMap<number, number>,
  ) {}

  get schema(): ViewSchema {
    return this.store.schema;
  }

  get identity(): string {
    return this.store.identity;
  }

  get isOlder(): boolean {
    return this.store.isOlder;
  }

  apply(batch: Batch): Promise<'applied' | 'stale'> {
    return this.store.apply(batch);
  }

  async checkpoint(shard: number): Promise<number> {
    return this.ends.get(shard) ?? 0;
  }

  get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.store.get(collection, ids);
  }

  find(collection: string, find: Find): Promise<readonly Document[]> {
    return this.store.find(collection, find);
  }

  async heads(): Promise<ReadonlyMap<number, number>> {
    return this.ends;
  }

  between(shard: number, from: number, to: number): AsyncIterable<FactBatch> {
    return this.store.between(shard, from, to);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
