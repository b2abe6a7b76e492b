import { Problem } from '#kernel/problem.js';
import { TookTooLong, withTimeout } from '#kernel/with-timeout.js';

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
}

/** How far the read models have come, and who waits for them. */
export class Positions {
  private waiters: Waiter[] = [];
  position = 0;

  /** The read models cover everything up to here. */
  moveTo(position: number): void {
    this.position = Math.max(this.position, position);
    const due = this.waiters.filter((waiter) => waiter.position <= this.position);
    if (due.length === 0) return;
    this.waiters = this.waiters.filter((waiter) => waiter.position > this.position);
    for (const { resolve } of due) resolve();
  }

  /** Nothing is covered any more. */
  beginAgain(): void {
    this.position = 0;
  }

  /** Resolves when the read models cover the position. @throws Problem `not-yet-projected` after `ms` */
  async waitFor(position: number, ms = 30_000): Promise<void> {
    if (position <= this.position) return;
    let waiter: Waiter | undefined;
    const arrived = new Promise<void>((resolve) => {
      waiter = { position, resolve };
      this.waiters.push(waiter);
    });
    try {
      await withTimeout(ms, `position ${String(position)}`, arrived);
      return;
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error;
    }
    this.waiters = this.waiters.filter((other) => other !== waiter);
    const detail = `the read models are at ${String(this.position)}, not yet at ${String(position)}: ask again later`;
    throw new Problem('not-yet-projected', detail);
  }
}
