import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { reasonOf } from '#kernel/reason.js';
import { Refused } from '#kernel/refused.js';
import type { Readiness } from './readiness.js';

/** Milliseconds before each further attempt; the last one repeats. */
const AGAIN = [100, 300, 1_000, 3_000, 5_000] as const;
/** Milliseconds without an answer after which the log says what is waited for. */
const SAY_AFTER = 2_000;

/** What a process waits for before it can work: it is not ready meanwhile, its log says why, and a stop ends the wait. */
export class Waits {
  constructor(
    private readonly log: Logger,
    private readonly readiness: Readiness,
    private readonly stopped: AbortSignal,
  ) {}

  /**
   * What an outside call gives, tried again until it does.
   * @throws Refused where asking again is of no use; the reason of the signal when the process is told to stop
   */
  async until<Value>(what: string, ask: () => Promise<Value>): Promise<Value> {
    const wait = { reason: 'no answer yet', said: '' };
    const say = (): void => {
      // Once for each reason: the same one every few seconds says no more.
      if (wait.said !== wait.reason) this.log.warn({ reason: wait.reason }, `waiting for ${what}`);
      wait.said = wait.reason;
    };
    const onFailure = (error: unknown): void => {
      wait.reason = reasonOf(error);
      say();
    };
    const late = setTimeout(say, SAY_AFTER);
    const name = `waiting for ${what}`;
    this.readiness.needs(name, () => wait.reason);
    try {
      const value = await this.tried(ask, onFailure);
      if (wait.said !== '') this.log.warn(`has ${what} now`);
      return value;
    } finally {
      clearTimeout(late);
      this.readiness.has(name);
    }
  }

  private async tried<Value>(ask: () => Promise<Value>, onFailure: (error: unknown) => void): Promise<Value> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.unlessStopped(ask());
      } catch (error) {
        if (this.stopped.aborted || (error instanceof Refused && error.forGood)) throw error;
        onFailure(error);
        await sleep(AGAIN[Math.min(attempt, AGAIN.length - 1)], undefined, { signal: this.stopped });
      }
    }
  }

  /** A call that never answers is left behind. */
  private unlessStopped<Value>(answer: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(new Error('the process is told to stop'));
      if (this.stopped.aborted) stop();
      this.stopped.addEventListener('abort', stop, { once: true });
      void answer.then(resolve, reject).finally(() => this.stopped.removeEventListener('abort', stop));
    });
  }
}
