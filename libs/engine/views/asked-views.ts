import type { FactState } from '#kernel/ports/fact-index.js';
import type { Batch, Document, Find, Sums, Views, ViewStore } from '#kernel/ports/views.js';
import type { SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';

/** Read models whose documents a store has, and whose figures are asked of a state of the facts that somebody else keeps. */
export class AskedViews implements Views {
  readonly schema: ViewSchema;

  constructor(
    private readonly store: ViewStore,
    private readonly facts: FactState,
  ) {
    this.schema = store.schema;
  }

  apply(batch: Batch): Promise<'applied' | 'stale'> {
    return this.store.apply(batch);
  }

  checkpoint(shard: number): Promise<number> {
    return this.store.checkpoint(shard);
  }

  sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    return this.facts.sums(requests, step);
  }

  firstDay(series: readonly string[], step?: Step): Promise<number | undefined> {
    return this.facts.firstDay(series, step);
  }

  get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.store.get(collection, ids);
  }

  find(collection: string, find: Find): Promise<readonly Document[]> {
    return this.store.find(collection, find);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
