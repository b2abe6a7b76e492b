import type { Outcome } from '#kernel/delivery.js';
import { Signal } from '#kernel/signal.js';

/** How an attempt ended; of one that failed nobody has yet said when it is tried again. */
export type Tried = Outcome | { readonly failed: string };

/** Attempts under way at a time, and for one channel. */
const AT_ONCE = 50;
const OF_A_CHANNEL = 5;

/** Attempts that are under way: a receiver that hangs holds up what goes to it, and nothing else. */
export class InHand {
  private readonly channels = new Map<string, number>();
  private count = 0;
  private readonly failures: Error[] = [];
  private readonly attempts = new Map<string, Promise<Tried>>();
  private readonly ended = new Signal();

  /** How many more there may be. */
  get room(): number {
    return AT_ONCE - this.count;
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  /** Channels that have enough of them. */
  get full(): readonly string[] {
    return [...this.channels].filter(([, count]) => count >= OF_A_CHANNEL).map(([channel]) => channel);
  }

  /**
   * How the attempt at a delivery ends: of the one under way, where there is one. Its claim may have run out without time having passed
   * for it: clocks are set, and machines sleep.
   */
  once(id: string, attempt: () => Promise<Tried>): Promise<Tried> {
    const attempting = this.attempts.get(id) ?? attempt().finally(() => this.attempts.delete(id));
    this.attempts.set(id, attempting);
    return attempting;
  }

  take(channel: string, attempt: Promise<void>): void {
    this.change(channel, 1);
    attempt
      .catch((error: unknown) => this.failures.push(error instanceof Error ? error : new Error(String(error))))
      .finally(() => {
        this.change(channel, -1);
        this.ended.notify();
      });
  }

  /** Resolves when one has ended since it was waited for last, or after some milliseconds. @throws what one failed with */
  async next(ms: number): Promise<void> {
    await this.ended.wait(ms);
    const [failure] = this.failures.splice(0);
    if (failure !== undefined) throw failure;
  }

  private change(channel: string, by: number): void {
    const count = (this.channels.get(channel) ?? 0) + by;
    if (count === 0) this.channels.delete(channel);
    else this.channels.set(channel, count);
    this.count += by;
  }
}
