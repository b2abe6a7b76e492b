import { reasonOf } from '#kernel/reason.js';
import { Signal } from '#kernel/signal.js';
import { withTimeout } from '#kernel/with-timeout.js';

/** Something that grows: how far figures cover the log, or the clock. It may begin again from before: with a restored log, or a clock set back. */
export interface Progress {
  readonly position: number;
  /** Calls `listener` whenever that has grown. Returns how to stop. */
  onProgress(listener: () => void): () => void;
}

export interface FollowerOptions {
  readonly progress: Progress;
  /** Called with how far it is: one call at a time, not again with the same unless it threw, or answered `'later'`. */
  readonly handle: (position: number) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  /** Milliseconds from the end of one call to the next at least. */
  readonly every?: number;
  /** Milliseconds until what threw is tried again; the last one repeats. */
  readonly retryAfter?: readonly number[];
}

const RETRY_AFTER = [1_000, 2_000, 5_000, 15_000, 60_000];
/** Milliseconds after which it is called again that is to be called later. */
const LATER = 1_000;
/** Milliseconds after which to look even without a hint. */
const LOOK_AGAIN = 5_000;
/** Milliseconds that the call under way has when the follower stops: nothing is lost by leaving it. */
const STOP_TIMEOUT = 2_000;

/** Follows progress: calls after it, each time with the newest; what throws is called again after a while. */
export class Follower {
  private readonly grown = new Signal();
  private readonly stopped = new Signal();
  private readonly running: Promise<void>;
  private readonly unlisten: () => void;
  private stopping = false;
  private failures = 0;
  private failure: string | undefined;

  constructor(private readonly options: FollowerOptions) {
    this.unlisten = options.progress.onProgress(() => this.grown.notify());
    this.running = this.run();
  }

  /** Why it does not come on, undefined while it does. */
  get trouble(): string | undefined {
    return this.failure;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.unlisten();
    this.grown.notify();
    this.stopped.notify();
    await withTimeout(STOP_TIMEOUT, 'what follows', this.running).catch(this.options.onError);
  }

  private async run(): Promise<void> {
    const { progress, every = 0 } = this.options;
    let handledAt = -1;
    while (!this.stopping) {
      const { position } = progress;
      if (position === handledAt) {
        await this.grown.wait(every === 0 ? LOOK_AGAIN : every);
        continue;
      }
      if (await this.isHandled(position)) handledAt = position;
      if (every > 0) await this.stopped.wait(every);
    }
  }

  /** Whether it was; otherwise a while has passed. */
  private async isHandled(position: number): Promise<boolean> {
    const { handle, onError, retryAfter = RETRY_AFTER } = this.options;
    try {
      const answer = await handle(position);
      this.failures = 0;
      this.failure = undefined;
      if (answer !== 'later') return true;
      await this.stopped.wait(LATER);
      return false;
    } catch (error) {
      const wait = retryAfter[Math.min(this.failures++, retryAfter.length - 1)] ?? 0;
      const often = this.failures === 1 ? 'once' : `${String(this.failures)} times in a row`;
      this.failure = `failed ${often}: ${reasonOf(error)}`;
      onError(error);
      await this.stopped.wait(wait);
      return false;
    }
  }
}
