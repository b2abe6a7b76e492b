import type { Batch, Cell, Document, Find } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { viewsContract } from '#testing/views.contract.js';
import { MemoryViews } from '#views-memory/memory-views.js';

/** Read models that each break one law, for `lawless.spec.ts`: the name is the law. */

class Repeating extends MemoryViews {
  override async apply(batch: Batch): Promise<'applied' | 'stale'> {
    return super.apply({ ...batch, from: await this.checkpoint(batch.shard) });
  }
}

/** Knows what was recorded later. */
class Clairvoyant extends MemoryViews {
  override sums(requests: readonly SumRequest[]): Promise<{ position: number; cells: readonly (readonly Cell[])[] }> {
    return super.sums(requests.map(({ recordedTo: _cut, ...request }) => request));
  }
}

class Rounding extends MemoryViews {
  override async sums(
    requests: readonly SumRequest[],
  ): Promise<{ position: number; cells: readonly (readonly Cell[])[] }> {
    const { position, cells } = await super.sums(requests);
    const round = (cell: Cell): Cell => ({ ...cell, sums: cell.sums.map((sum) => BigInt(Number(sum))) });
    return { position, cells: cells.map((list) => list.map(round)) };
  }
}

class Unpaged extends MemoryViews {
  override find(collection: string, { after: _page, ...find }: Find): Promise<readonly Document[]> {
    return super.find(collection, find);
  }
}

const law = viewsContract;
law('adds a batch exactly once: repeated or on another checkpoint it changes nothing', (s) => new Repeating(s));
law('cut by valid and by recorded day', (s) => new Clairvoyant(s));
law('are exact beyond 64 bits, below zero and at a millionth', (s) => new Rounding(s));
law('finds documents by fields, contained text and id, either way, in pages', (s) => new Unpaged(s));
