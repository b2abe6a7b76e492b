import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { BusHandler, BusRecord } from '#kernel/bus.port.js';
import { fromMessage } from './message.js';
import type { KafkaBusOptions } from './options.js';

/** Messages taken in hand at a time: no handler call has more records. */
const PIECE = 1_000;
/** Milliseconds between signs of life while a handler works. */
const HEARTBEAT_EVERY = 1_000;
const STUCK_AFTER = 60_000;

/** Hands what a partition gives to the handler: pieces of one shard each, in order, one at a time, the session kept alive meanwhile. */
export class Delivery {
  /** Resolves when the piece in hand is done. */
  idle: Promise<unknown> = Promise.resolve();
  isBusy = false;

  constructor(
    private readonly options: KafkaBusOptions,
    private readonly handler: BusHandler,
  ) {}

  async take(payload: EachBatchPayload): Promise<void> {
    const { messages } = payload.batch;
    for (let at = 0; at < messages.length; at += PIECE) {
      const piece = messages.slice(at, at + PIECE);
      for (const [shard, records] of Map.groupBy(this.read(piece, payload), (record) => record.shard)) {
        if (!payload.isRunning() || payload.isStale()) return;
        await this.hand(shard, records, payload);
      }
      payload.resolveOffset(piece.at(-1)?.offset ?? payload.batch.lastOffset());
    }
  }

  /** What is no record of ours is left out: if it stood for one, the chain shows the gap. */
  private read(piece: readonly KafkaMessage[], { batch }: EachBatchPayload): readonly BusRecord[] {
    return piece.flatMap((message) => {
      try {
        return [fromMessage(message)];
      } catch (cause) {
        const place = `partition ${String(batch.partition)}, offset ${message.offset}`;
        this.options.onError?.(new Error(`passed over ${place} of ${batch.topic}`, { cause }));
        return [];
      }
    });
  }

  private async hand(shard: number, records: readonly BusRecord[], payload: EachBatchPayload): Promise<void> {
    // A consumer that was given up may still have something in hand: never two at once.
    await this.idle;
    this.isBusy = true;
    const handling = this.handler(shard, records);
    this.idle = handling.catch(() => undefined).then(() => (this.isBusy = false));
    const session = this.keepAlive(shard, payload);
    try {
      await handling;
    } catch (error) {
      this.options.onError?.(error);
      throw error;
    } finally {
      session.end();
    }
    session.check();
    await payload.heartbeat();
  }

  /** Heartbeats as long as the handler is not stuck. When the group has gone on without this member, `check` throws why. */
  private keepAlive(shard: number, payload: EachBatchPayload): { end(): void; check(): void } {
    const { stuckAfter = STUCK_AFTER, onError } = this.options;
    const since = Date.now();
    let lost: { readonly error: unknown } | undefined;
    const timer = setInterval(() => {
      if (Date.now() - since < stuckAfter) {
        payload.heartbeat().catch((error: unknown) => (lost ??= { error }));
        return;
      }
      clearInterval(timer);
      onError?.(
        new Error(`a batch of shard ${String(shard)} is in hand for ${String(stuckAfter)} ms: others may take over`),
      );
    }, HEARTBEAT_EVERY);
    return {
      end: () => clearInterval(timer),
      check: () => {
        if (lost !== undefined) throw lost.error;
      },
    };
  }
}
