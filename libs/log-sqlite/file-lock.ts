import type { DatabaseSync } from 'node:sqlite';
import { StoreAway } from '#kernel/store-away.js';

/** Milliseconds that an append waits for another program that writes to the file; the whole process waits with it. */
const WAIT = 2_000;
/** Primary result code of SQLite. */
const BUSY = 5;
const REASON = 'log.sqlite is locked by another program: end that one';

/** Whether another program keeps the file of a log to itself. Once that is known nobody waits for it any more. */
export class FileLock {
  private isHeld = false;

  constructor(private readonly db: DatabaseSync) {
    this.wait(WAIT);
  }

  /** What a failed append is to its callers where it met the lock. */
  reasonOf(error: unknown): unknown {
    const { errcode } = (error ?? {}) as { readonly errcode?: unknown };
    if (typeof errcode !== 'number' || (errcode & 0xff) !== BUSY) return error;
    this.isHeld = true;
    this.wait(0);
    return Object.assign(new StoreAway('log-unavailable', 'the log', REASON), { cause: error });
  }

  /** The file could be written. */
  free(): void {
    if (this.isHeld) this.wait(WAIT);
    this.isHeld = false;
  }

  /** Why nothing can be written, undefined when it can; found out anew by whoever asks, so that it heals without an append. */
  trouble(): string | undefined {
    if (!this.isHeld) return undefined;
    try {
      this.db.exec('BEGIN IMMEDIATE; ROLLBACK');
      this.free();
      return undefined;
    } catch {
      return REASON;
    }
  }

  private wait(ms: number): void {
    this.db.exec(`PRAGMA busy_timeout = ${String(ms)}`);
  }
}
