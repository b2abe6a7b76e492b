import { encodeFacts } from '#engine/batch/fact-codec.js';
import type { FactBatch, FactChain, FactIndex } from '#kernel/ports/fact-index.js';
import type { AuditableViews, Batch, Document, Find, Sums } from '#kernel/ports/views.js';
import type { Row, SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import { MemoryViews } from '#views-memory/memory-views.js';

/** Read models in memory that keep their batches, for an index to follow. */
export class ChainedViews extends MemoryViews implements FactChain {
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
        yield { shard, from: batch.from, to: batch.to, facts: encodeFacts(batch.facts) };
  }
}

/** Read models whose sums an index answers: for the law of the Views port. */
export class IndexedViews implements AuditableViews {
  private opened: Promise<FactIndex> | undefined;

  constructor(
    private readonly store: ChainedViews,
    private readonly open: (chain: FactChain) => Promise<FactIndex>,
    private readonly remove: () => Promise<void>,
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

  async sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    return (await this.index()).sums(requests, step);
  }

  async firstDay(series: readonly string[]): Promise<number | undefined> {
    return (await this.index()).firstDay(series);
  }

  get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.store.get(collection, ids);
  }

  find(collection: string, find: Find): Promise<readonly Document[]> {
    return this.store.find(collection, find);
  }

  async *dump(series: string): AsyncIterable<Row> {
    yield* (await this.index()).dump(series);
  }

  async close(): Promise<void> {
    await (await this.opened)?.close();
    await this.remove();
  }

  private index(): Promise<FactIndex> {
    return (this.opened ??= this.open(this.store));
  }
}
