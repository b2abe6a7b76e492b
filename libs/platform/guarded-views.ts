import type { Breaker } from '#engine/breaker.js';
import type { Step } from '#kernel/step.js';
import type { AuditableViews, Batch, Find } from '#kernel/ports/views.js';
import type { Row, SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';

/** Read models that several processes keep together. */
export interface SharedViews extends AuditableViews {
  /** The position that all shards cover, without a look at any fact. */
  position(): Promise<number>;
  /** Removes the whole version. */
  drop(): Promise<void>;
}

/** Read models for a process that only reads them, in a store whose absence is known. */
export class GuardedViews implements SharedViews {
  constructor(
    private readonly views: SharedViews,
    private readonly breaker: Breaker,
  ) {}

  get schema(): ViewSchema {
    return this.views.schema;
  }

  apply(batch: Batch): ReturnType<SharedViews['apply']> {
    return this.views.apply(batch);
  }

  checkpoint(shard: number): ReturnType<SharedViews['checkpoint']> {
    return this.breaker.call(() => this.views.checkpoint(shard));
  }

  sums(requests: readonly SumRequest[], step?: Step): ReturnType<SharedViews['sums']> {
    return this.breaker.call(() => this.views.sums(requests, step));
  }

  position(): Promise<number> {
    return this.breaker.call(() => this.views.position());
  }

  firstDay(series: readonly string[], step?: Step): ReturnType<SharedViews['firstDay']> {
    return this.breaker.call(() => this.views.firstDay(series, step));
  }

  get(collection: string, ids: readonly string[]): ReturnType<SharedViews['get']> {
    return this.breaker.call(() => this.views.get(collection, ids));
  }

  find(collection: string, find: Find): ReturnType<SharedViews['find']> {
    return this.breaker.call(() => this.views.find(collection, find));
  }

  /** For audits, which wait as long as it takes. */
  dump(series: string): AsyncIterable<Row> {
    return this.views.dump(series);
  }

  drop(): Promise<void> {
    return this.views.drop();
  }

  close(): Promise<void> {
    return this.views.close();
  }
}
