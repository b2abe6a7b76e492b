import { setTimeout as sleep } from 'node:timers/promises';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { BusHandler, BusRecord } from '#kernel/ports/bus.js';
import { fromMessage } from './message.js';
import type { KafkaBusOptions } from './options.js';
import { sealOf, type Seal } from './seal.js';

/** Messages taken in hand at a time: no handler call has more records. */
const PIECE = 1_000;
/** Milliseconds between signs of life while a handler works. */
const HEARTBEAT_EVERY = 1_000;
const STUCK_AFTER = 60_000;
/** Milliseconds before a batch that was rejected is handed over again. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 3_000;

interface Session {
  /** Why the group has gone on without this member, if it has. */
  lost: { readonly reason: unknown } | undefined;
  end(): void;
}

/** Hands what a partition gives to the handler: pieces of one shard each, in order, one at a time, the session kept alive meanwhile. */
export class Delivery {
  /** Resolves when the piece in hand is done. */
  idle: PromiseLike<unknown> = Promise.resolve();
  isBusy = false;
  private readonly seal: Seal | undefined;

  constructor(
    private readonly options: KafkaBusOptions,
    private readonly handler: BusHandler,
  ) {
    this.seal = sealOf(options);
  }

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

  private async hand(shard: number, records: readonly BusRecord[], payload: EachBatchPayload): Promise<void> {
    // A consumer that was given up may still have something in hand: never two at once.
    await this.idle;
    this.isBusy = true;
    const session = this.keepAlive(shard, payload);
    const handling = this.untilHandled(shard, records, () => payload.isRunning() && session.lost === undefined);
    this.idle = handling.catch(() => undefined).then(() => (this.isBusy = false));
    await handling.finally(() => session.end());
    if (session.lost !== undefined) throw session.lost.reason;
    await payload.heartbeat();
  }

  /** Again when it is rejected, as long as it is this member's business. @throws what it was rejected with at last */
  private async untilHandled(shard: number, records: readonly BusRecord[], isOurs: () => boolean): Promise<void> {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        await this.handler(shard, records);
        return;
      } catch (error) {
        this.options.onError?.(error);
        if (!isOurs()) throw error;
      }
      await sleep(pause);
    }
  }

  /** Heartbeats until the handler is done or taken to be stuck. */
  private keepAlive(shard: number, payload: EachBatchPayload): Session {
    const { stuckAfter = STUCK_AFTER, onError } = this.options;
    const since = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - since < stuckAfter) {
        payload.heartbeat().catch((reason: unknown) => (session.lost ??= { reason }));
        return;
      }
      clearInterval(timer);
      const taken = `in hand for ${String(stuckAfter)} ms: others may take over`;
      onError?.(new Error(`a batch of shard ${String(shard)} is ${taken}`));
    }, HEARTBEAT_EVERY);
    const session: Session = { lost: undefined, end: () => clearInterval(timer) };
    return session;
  }
}
