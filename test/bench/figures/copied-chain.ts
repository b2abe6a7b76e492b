import { decodeFacts, encodeFacts } from '#engine/batch/fact-codec.js';
import type { FactBatch, FactChain } from '#kernel/ports/fact-index.js';
import type { Row } from '#kernel/ports/views-schema.js';

/**
 * A chain of one shard as often as it is to be there, each copy a shard with customers and records of its own: so an index is measured
 * with ten times the facts that were projected, with the same days, dimensions and amounts.
 */
export class CopiedChain implements FactChain {
  readonly identity: string;

  constructor(
    private readonly chain: FactChain,
    private readonly copies: number,
  ) {
    this.identity = `${chain.identity} × ${String(copies)}`;
  }

  async heads(): Promise<ReadonlyMap<number, number>> {
    const head = (await this.chain.heads()).get(0) ?? 0;
    return new Map(Array.from({ length: this.copies }, (_, shard) => [shard, head]));
  }

  async *between(shard: number, from: number, to: number): AsyncIterable<FactBatch> {
    for await (const batch of this.chain.between(0, from, to)) {
      const facts = encodeFacts(decodeFacts(batch.facts).map((row) => renamed(row, `-${String(shard)}`)));
      yield { ...batch, shard, facts };
    }
  }
}

/** Nobody's facts stay nobody's. */
function renamed(row: Row, suffix: string): Row {
  const named = (name: string): string => (name === '' ? '' : name + suffix);
  return { ...row, customer: named(row.customer), record: named(row.record) };
}
