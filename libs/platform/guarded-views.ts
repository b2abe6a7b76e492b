import type { Breaker } from '#engine/breaker.js';
import type { ChainedStore } from '#kernel/ports/fact-index.js';
import type { Batch, Find, Views } from '#kernel/ports/views.js';
import type { SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import type { IndexedVersion } from './fact-index/index-messages.js';
import type { SharedFacts } from './fact-index/shared-facts.js';

/** Read models that several processes keep together. */
export interface SharedStore extends ChainedStore {
  /** The position that all shards cover, without a look at any fact. */
  position(): Promise<number>;
  /** Removes the whole version. */
  drop(): Promise<void>;
}

/** The same for a process that only reads them, and asks an index of its own for figures. */
export interface SharedViews extends Views {
  /** Where others find it who index it themselves. */
  readonly indexed: IndexedVersion;
  /** The position that all shards cover, with all facts up to there at hand. */
  look(): Promise<number>;
}

/** Read models for a process that only reads them, in a store whose absence is known. */
export class GuardedViews implements SharedViews {
  /** How far each shard was when the index last followed. */
  private followed = '';

  constructor(
    private readonly store: SharedStore,
    private readonly facts: SharedFacts,
    private readonly breaker: Breaker,
  ) {}

  get schema(): ViewSchema {
    return this.store.schema;
  }

  get indexed(): IndexedVersion {
    return this.facts.version;
  }

  apply(batch: Batch): ReturnType<SharedViews['apply']> {
    return this.store.apply(batch);
  }

  checkpoint(shard: number): ReturnType<SharedViews['checkpoint']> {
    return this.breaker.call(() => this.store.checkpoint(shard));
  }

  sums(requests: readonly SumRequest[], step?: Step): ReturnType<SharedViews['sums']> {
    return this.breaker.call(() => this.facts.sums(requests, step));
  }

  firstDay(series: readonly string[], step?: Step): ReturnType<SharedViews['firstDay']> {
    return this.breaker.call(() => this.facts.firstDay(series, step));
  }

  async look(): Promise<number> {
    const heads = JSON.stringify([...(await this.breaker.call(() => this.store.heads()))]);
    if (heads !== this.followed) await this.breaker.call(() => this.facts.follow());
    this.followed = heads;
    return this.facts.covered;
  }

  get(collection: string, ids: readonly string[]): ReturnType<SharedViews['get']> {
    return this.breaker.call(() => this.store.get(collection, ids));
  }

  find(collection: string, find: Find): ReturnType<SharedViews['find']> {
    return this.breaker.call(() => this.store.find(collection, find));
  }

  async close(): Promise<void> {
    await this.facts.close();
    await this.store.close();
  }
}
