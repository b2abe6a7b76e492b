import type { Batch } from '#kernel/ports/views.js';

/** What of a batch is needed to finish it. */
export type Unfinished = Pick<Batch, 'shard' | 'from' | 'to' | 'documents'>;

/** The steps a store offers; each may fail or have happened although its answer was lost. */
export interface ChainSteps {
  /** The checkpoint of a shard. */
  position(shard: number): Promise<number>;
  /** The batch that follows a checkpoint, if any was inserted. */
  following(shard: number, from: number): Promise<Unfinished | undefined>;
  /** Inserts a batch after a checkpoint, whole or not at all; false where another one is there already. */
  insert(batch: Batch): Promise<boolean>;
  /** Writes documents in full, except where a batch of a later position has been. */
  put(documents: Batch['documents'], position: number): Promise<void>;
  /** Moves a shard's checkpoint from one position to another; nothing where it is elsewhere. */
  move(shard: number, from: number, to: number): Promise<void>;
}

/**
 * Exactly once without transactions: a batch counts when it is inserted after the checkpoint it was computed on. Its documents and the
 * checkpoint follow; whoever finds a batch without them does that first. All steps but the insert may be done again, by several at once; a checkpoint
 * that a late one moved back would only be led forward again along the chain.
 */
export class BatchChain {
  constructor(private readonly steps: ChainSteps) {}

  /** The checkpoint, after finishing what was left half done. */
  async checkpoint(shard: number): Promise<number> {
    for (;;) {
      const position = await this.steps.position(shard);
      const unfinished = await this.steps.following(shard, position);
      if (unfinished === undefined) return position;
      await this.finish(unfinished);
    }
  }

  async apply(batch: Batch): Promise<'applied' | 'stale'> {
    if ((await this.checkpoint(batch.shard)) !== batch.from) return 'stale';
    if (!(await this.steps.insert(batch))) return 'stale';
    await this.finish(batch);
    return 'applied';
  }

  private async finish({ shard, from, to, documents }: Unfinished): Promise<void> {
    await this.steps.put(documents, to);
    await this.steps.move(shard, from, to);
  }
}
