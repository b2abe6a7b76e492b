import type { ChainedStore, FactIndex } from '#kernel/ports/fact-index.js';
import type { AuditableViews } from '#kernel/ports/views.js';
import type { Row } from '#kernel/ports/views-schema.js';
import { AskedViews } from './asked-views.js';

/** Read models made of a store and an index of its batches, which nobody else uses. */
export class IndexedViews extends AskedViews implements AuditableViews {
  constructor(
    store: ChainedStore,
    private readonly index: FactIndex,
  ) {
    super(store, index);
  }

  dump(series: string): AsyncIterable<Row> {
    return this.index.dump(series);
  }

  /** Closes both. */
  override async close(): Promise<void> {
    await this.index.close();
    await super.close();
  }
}
