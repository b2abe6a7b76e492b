import type { FactBatch, FactChain } from '#kernel/ports/fact-index.js';
import { reasonOf } from '#kernel/reason.js';
import { StoreAway } from '#kernel/store-away.js';
import { isAway } from '#views-mongodb/away.js';

/** The batches of a version in MongoDB, for another thread: an error of the driver is none there, so what gave no answer is said in words of ours. */
export class SharedChain implements FactChain {
  readonly identity: string;

  constructor(private readonly chain: FactChain) {
    this.identity = chain.identity;
  }

  /** @throws StoreAway */
  async heads(): Promise<ReadonlyMap<number, number>> {
    try {
      return await this.chain.heads();
    } catch (error) {
      throw told(error);
    }
  }

  /** @throws StoreAway */
  async *between(shard: number, from: number, to: number): AsyncIterable<FactBatch> {
    try {
      yield* this.chain.between(shard, from, to);
    } catch (error) {
      throw told(error);
    }
  }
}

function told(error: unknown): unknown {
  return isAway(error) ? new StoreAway('views-unavailable', 'MongoDB', reasonOf(error)) : error;
}
