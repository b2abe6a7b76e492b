import type { Batch } from '#kernel/ports/views.js';
import type { ChainSteps, Unfinished } from '#views-mongodb/batch-chain.js';
import type { Guard } from './guards.js';

/** A store that does one step at a time, whoever asks, in an order that chance decides; some who ask never hear the answer. */
export class Store {
  readonly facts: { readonly key: string; readonly change: number }[] = [];
  readonly documents = new Map<string, { readonly pos: number; readonly value: number }>();
  private readonly heads = new Map<string, Unfinished>();
  private readonly checkpoints = new Map<number, number>();

  constructor(private readonly without: Guard | undefined) {}

  steps(pause: () => Promise<void>): ChainSteps {
    return {
      position: async (shard) => {
        await pause();
        return this.checkpoints.get(shard) ?? 0;
      },
      following: async (shard, from) => {
        await pause();
        return this.without === 'finish first' ? undefined : this.heads.get(`${String(shard)}:${String(from)}`);
      },
      insert: async (batch) => {
        await pause();
        const inserted = this.insert(batch);
        await pause();
        return inserted;
      },
      put: async (documents, position) => {
        for (const { document } of documents) {
          await pause();
          const { id, body } = document;
          const isNewer = position > (this.documents.get(id)?.pos ?? -1);
          if (isNewer || this.without === 'newer documents stay')
            this.documents.set(id, { pos: position, value: body as number });
        }
      },
      move: async (shard, from, to) => {
        await pause();
        const isThere = (this.checkpoints.get(shard) ?? 0) === from;
        if (isThere) this.checkpoints.set(shard, to);
        await pause();
      },
    };
  }

  checkpoint(shard: number): number {
    return this.checkpoints.get(shard) ?? 0;
  }

  private insert(batch: Batch): boolean {
    const id = `${String(batch.shard)}:${String(batch.from)}`;
    if (this.heads.has(id) && this.without !== 'unique insert') return false;
    this.heads.set(id, batch);
    for (const { customer, measures } of batch.facts) this.facts.push({ key: customer, change: Number(measures[0]) });
    return true;
  }
}
