import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Random } from '#demo/random.js';

interface Step {
  go(): void;
  die(): void;
}

/** How many of those who wait crash instead of going on. */
const CRASHES = 0.04;

/** Everybody waits here before and after each step outside; who goes on next, long after others or never, chance decides. */
export class Schedule {
  private readonly waiting: Step[] = [];

  /** @param settle resolves when everything that can go on without another step has gone on */
  constructor(
    private readonly random: Random,
    private readonly settle = afterPromises,
  ) {}

  /** Resolves when it is this one's turn. @param onDeath what becomes of it when it crashes there instead */
  pause(onDeath: (die: (reason: Error) => void) => void): Promise<void> {
    return new Promise((go, reject) => this.waiting.push({ go, die: () => onDeath(reject) }));
  }

  /** Lets some of the waiting steps happen, in any order; now and then who waits crashes. */
  async some(steps: number): Promise<void> {
    for (let i = 0; i < steps; i++) {
      const next = this.next();
      if (next !== undefined && this.random.chance(CRASHES)) next.die();
      else next?.go();
      await this.settle();
    }
  }

  /** Lets everything happen, without crashes, until something has. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      this.next()?.go();
      await this.settle();
    }
  }

  /** The same, until all of these are through. */
  async drain(active: readonly Promise<unknown>[]): Promise<void> {
    let done = false;
    const all = Promise.all(active).then(() => (done = true));
    await this.until(() => done);
    await all;
  }

  private next(): Step | undefined {
    return this.waiting.splice(this.random.below(Math.max(1, this.waiting.length)), 1)[0];
  }
}

/** Of those who wait for nothing but each other's promises. */
async function afterPromises(): Promise<void> {
  for (let i = 0; i < 8; i++) await Promise.resolve();
}

/** Of those who gather what others ask, too: they wait until everybody has had a turn, and ask somebody who does the same. */
export async function afterTurns(): Promise<void> {
  for (let i = 0; i < 3; i++) await othersTurn();
}
