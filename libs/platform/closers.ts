import type { Logger } from 'pino';
import { withTimeout } from '#kernel/with-timeout.js';

/** Milliseconds that one thing may take to close: the others have their turn too. */
const CLOSE_TIMEOUT = 2_000;

interface Closer {
  readonly what: string;
  readonly close: () => Promise<void>;
  readonly ms: number;
}

/** What a process has opened, to be closed in the opposite order. */
export class Closers {
  private readonly closers: Closer[] = [];

  add(what: string, close: () => Promise<void>, ms = CLOSE_TIMEOUT): void {
    this.closers.push({ what, close, ms });
  }

  /** One that fails, or waits for a store that is gone, is left as it is. */
  async run(log: Logger): Promise<void> {
    for (const { what, close, ms } of this.closers.splice(0).reverse()) {
      try {
        await withTimeout(ms, `closing ${what}`, close());
      } catch (error) {
        log.warn({ err: error }, `${what} could not be closed in order`);
      }
    }
  }
}
