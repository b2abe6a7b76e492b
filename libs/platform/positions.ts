import { Problem } from '#kernel/problem.js';
import { TookTooLong, within } from '#kernel/within.js';

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
}

/** How far the read models have come, and who waits for them. */
export class Positions {
  private waiters: Waiter[] = [];
  covered = 0;

  /** The read models cover everything up to here. */
  reached(position: number): void {
    this.covered = Math.max(this.covered, position);
    const due = this.waiters.filter((waiter) => waiter.position <= this.covered);
    if (due.length === 0) return;
    this.waiters = this.waiters.filter((waiter) => waiter.position > this.covered);
    for (const { resolve } of due) resolve();
  }

  /** Nothing is covered any more. */
  beginAgain(): void {
    this.covered = 0;
  }

  /** Resolves when the read models cover the position. @throws Problem `not-yet-projected` after `ms` */
  async waitFor(position: number, ms = 30_000): Promise<void> {
    if (position <= this.covered) return;
    let waiter: Waiter | undefined;
    const reached = new Promise<void>((resolve) => {
      waiter = { position, resolve };
      this.waiters.push(waiter);
    });
    try {
      await within(ms, `position ${String(position)}`, reached);
      return;
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error;
    }
    this.waiters = this.waiters.filter((other) => other !== waiter);
    const detail = `the read models are at ${String(this.covered)}, not yet at ${String(position)}: ask again later`;
    throw new Problem('not-yet-projected', detail);
  }
}
