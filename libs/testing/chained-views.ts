import { encodeFacts } from '#engine/batch/fact-codec.js';
import type { ChainedStore, FactBatch } from '#kernel/ports/fact-index.js';
import type { Batch } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { MemoryViews } from '#views-memory/memory-views.js';

/** Read models in memory that keep their batches, for an index to follow. */
export class ChainedViews extends MemoryViews implements ChainedStore {
  readonly isOlder = false;
  private readonly batches: Batch[] = [];

  constructor(
    schema: ViewSchema,
    readonly identity = 'a chain in memory',
  ) {
    super(schema);
  }

  override async apply(batch: Batch): Promise<'applied' | 'stale'> {
    const outcome = await super.apply(batch);
    if (outcome === 'applied') this.batches.push(batch);
    return outcome;
  }

  async heads(): Promise<ReadonlyMap<number, number>> {
    return new Map(this.batches.map(({ shard, to }) => [shard, to]));
  }

  async *between(shard: number, from: number, to: number): AsyncIterable<FactBatch> {
    for (const batch of this.batches)
      if (batch.shard === shard && batch.from >= from && batch.to <= to)
        yield { ...batch, facts: encodeFacts(batch.facts) };
  }
}
