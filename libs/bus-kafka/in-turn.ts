import { setTimeout as sleep } from 'node:timers/promises';
import type { EachBatchPayload } from 'kafkajs';
import type { KafkaBusOptions } from './options.js';

/** Milliseconds between signs of life while a handler works. */
const HEARTBEAT_EVERY = 1_000;
const STUCK_AFTER = 60_000;
/** Milliseconds before a batch that was rejected is handed over again. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 3_000;

/** What a consumer hands its batches to. */
export interface TakesBatches {
  /** Resolves when nothing is in hand. */
  readonly idle: PromiseLike<unknown>;
  readonly isBusy: boolean;
  take(payload: EachBatchPayload): Promise<void>;
}

interface Session {
  /** Why the group has gone on without this member, if it has. */
  lost: { readonly reason: unknown } | undefined;
  end(): void;
}

/** Hands over one piece after another, the session kept alive meanwhile. */
export class InTurn {
  /** Resolves when the piece in hand is done. */
  idle: PromiseLike<unknown> = Promise.resolve();
  isBusy = false;

  constructor(private readonly options: Pick<KafkaBusOptions, 'stuckAfter' | 'onError'>) {}

  /** Again when it is rejected, as long as it is this member's business. @param what is in hand, in words @throws what it was rejected with at last */
  async hand(what: string, handle: () => Promise<void>, payload: EachBatchPayload): Promise<void> {
    // A consumer that was given up may still have something in hand: never two at once.
    await this.idle;
    this.isBusy = true;
    const session = this.keepAlive(what, payload);
    const handling = this.untilHandled(handle, () => payload.isRunning() && session.lost === undefined);
    this.idle = handling.catch(() => undefined).then(() => (this.isBusy = false));
    await handling.finally(() => session.end());
    if (session.lost !== undefined) throw session.lost.reason;
    await payload.heartbeat();
  }

  private async untilHandled(handle: () => Promise<void>, isOurs: () => boolean): Promise<void> {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        await handle();
        return;
      } catch (error) {
        this.options.onError?.(error);
        if (!isOurs()) throw error;
      }
      await sleep(pause);
    }
  }

  /** Heartbeats until the handler is done or taken to be stuck. */
  private keepAlive(what: string, payload: EachBatchPayload): Session {
    const { stuckAfter = STUCK_AFTER, onError } = this.options;
    const since = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - since < stuckAfter) {
        payload.heartbeat().catch((reason: unknown) => (session.lost ??= { reason }));
        return;
      }
      clearInterval(timer);
      onError?.(new Error(`${what} is in hand for ${String(stuckAfter)} ms: others may take over`));
    }, HEARTBEAT_EVERY);
    const session: Session = { lost: undefined, end: () => clearInterval(timer) };
    return session;
  }
}
