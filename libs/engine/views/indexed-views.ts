import type { ChainedStore, FactIndex } from '#kernel/ports/fact-index.js';
import type { AuditableViews, Batch, Document, Find, Sums } from '#kernel/ports/views.js';
import type { Row, SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';

/** Read models whose documents a store has, and whose figures an index of its batches answers. */
export class IndexedViews implements AuditableViews {
  constructor(
    private readonly store: ChainedStore,
    private readonly index: FactIndex,
  ) {}

  get schema(): ViewSchema {
    return this.store.schema;
  }

  apply(batch: Batch): Promise<'applied' | 'stale'> {
    return this.store.apply(batch);
  }

  checkpoint(shard: number): Promise<number> {
    return this.store.checkpoint(shard);
  }

  sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    return this.index.sums(requests, step);
  }

  firstDay(series: readonly string[]): Promise<number | undefined> {
    return this.index.firstDay(series);
  }

  get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.store.get(collection, ids);
  }

  find(collection: string, find: Find): Promise<readonly Document[]> {
    return this.store.find(collection, find);
  }

  dump(series: string): AsyncIterable<Row> {
    return this.index.dump(series);
  }

  /** Closes both. */
  async close(): Promise<void> {
    await this.index.close();
    await this.store.close();
  }
}
