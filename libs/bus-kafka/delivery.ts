import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { BusHandler, BusRecord } from '#kernel/ports/bus.js';
import { InTurn, type TakesBatches } from './in-turn.js';
import { fromMessage } from './message.js';
import type { KafkaBusOptions } from './options.js';
import { sealOf, type Seal } from './seal.js';

/** Messages taken in hand at a time: no handler call has more records. */
const PIECE = 1_000;

/** Hands what a partition gives to the handler: pieces of one shard each, in order, one at a time. */
export class Delivery implements TakesBatches {
  private readonly seal: Seal | undefined;
  private readonly inTurn: InTurn;

  constructor(
    private readonly options: KafkaBusOptions,
    private readonly handler: BusHandler,
  ) {
    this.seal = sealOf(options);
    this.inTurn = new InTurn(options);
  }

  get idle(): PromiseLike<unknown> {
    return this.inTurn.idle;
  }

  get isBusy(): boolean {
    return this.inTurn.isBusy;
  }

  async take(payload: EachBatchPayload): Promise<void> {
    const { messages } = payload.batch;
    for (let at = 0; at < messages.length; at += PIECE) {
      const piece = messages.slice(at, at + PIECE);
      for (const [shard, records] of Map.groupBy(this.read(piece, payload), (record) => record.shard)) {
        if (!payload.isRunning() || payload.isStale()) return;
        await this.inTurn.hand(`a batch of shard ${String(shard)}`, () => this.handler(shard, records), payload);
      }
      payload.resolveOffset(piece.at(-1)?.offset ?? payload.batch.lastOffset());
    }
  }

  /** What is no record of ours is left out, which is said once: if it stood for one, the chain shows the gap. */
  private read(piece: readonly KafkaMessage[], { batch }: EachBatchPayload): readonly BusRecord[] {
    const records: BusRecord[] = [];
    const others: { readonly offset: string; readonly cause: unknown }[] = [];
    for (const message of piece) {
      try {
        records.push(fromMessage(message, this.seal));
      } catch (cause) {
        others.push({ offset: message.offset, cause });
      }
    }
    const [first] = others;
    if (first !== undefined) {
      const place = `partition ${String(batch.partition)}, offset ${first.offset}`;
      const more = others.length === 1 ? '' : ` and ${String(others.length - 1)} more after it`;
      this.options.onError?.(new Error(`passed over ${place}${more} of ${batch.topic}`, { cause: first.cause }));
    }
    return records;
  }
}
