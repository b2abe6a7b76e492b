import { Problem } from '#kernel/problem.js';

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

  /** Resolves when the read models cover the position. @throws Problem `not-yet-projected` after `ms` */
  async waitFor(position: number, ms = 30_000): Promise<void> {
    if (position <= this.covered) return;
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<'expired'>((resolve) => {
      timer = setTimeout(resolve, ms, 'expired');
    });
    let waiter: Waiter | undefined;
    const reached = new Promise<'reached'>((resolve) => {
      waiter = { position, resolve: () => resolve('reached') };
      this.waiters.push(waiter);
    });
    const outcome = await Promise.race([reached, expired]);
    clearTimeout(timer);
    if (outcome === 'reached') return;
    this.waiters = this.waiters.filter((other) => other !== waiter);
    const detail = `the read models are at ${String(this.covered)}, not yet at ${String(position)}: ask again later`;
    throw new Problem('not-yet-projected', detail);
  }
}
