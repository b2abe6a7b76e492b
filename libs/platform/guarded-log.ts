import { Breaker } from '#engine/breaker.js';
import { hurriedly, patienceOfAsker } from '#engine/patience.js';
import type { AuditStore } from '#kernel/ports/audit-store.js';
import type { Appended, EventLog, ExpectedRevision } from '#kernel/ports/event-log.js';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import { StoreAway } from '#kernel/store-away.js';
import { TookTooLong } from '#kernel/with-timeout.js';

/** Milliseconds: less than the five seconds in which a caller has his answer. */
const ANSWERED_TIMEOUT = 4_500;

/** A log that several processes write. */
interface SharedLog extends EventLog {
  /** Resolves when reads are answered. @throws what a read would meet, within two seconds */
  readable(): Promise<void>;
  /** The same of appends; nothing is appended. */
  appendable(): Promise<void>;
  /** Who asked for what, beside it. */
  audit(): AuditStore;
}

/**
 * A log whose absence is known: see `Breaker`. Appends have one of their own, since a cluster without a majority still answers reads.
 * Appends are sent again with the same ids and the same expected revision, so that each is stored once.
 */
export class GuardedLog implements EventLog {
  private readonly reads: Breaker;
  private readonly appends: Breaker;

  /** @param store as operators know it @param isAway whether an error of the log means that it gave no answer */
  constructor(
    private readonly log: SharedLog,
    private readonly store: string,
    isAway: (error: unknown) => boolean,
  ) {
    const options = { code: 'log-unavailable', store, isAway } as const;
    this.reads = new Breaker({ ...options, probe: () => log.readable() });
    this.appends = new Breaker({ ...options, probe: () => log.appendable() });
  }

  append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended> {
    return this.appends.call(() => this.log.append(stream, expected, events));
  }

  readStream(stream: string, fromRevision?: number): Promise<readonly RecordedEvent[]> {
    return this.reads.call(() => this.log.readStream(stream, fromRevision));
  }

  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.reads.call(() => this.log.readAll(after, limit));
  }

  tail(): Promise<number> {
    return this.reads.call(() => this.log.tail());
  }

  last(): Promise<RecordedEvent | undefined> {
    return this.reads.call(() => this.log.last());
  }

  onAppend(hint: () => void): () => void {
    return this.log.onAppend(hint);
  }

  /** Who asked for what, in the same store. */
  audit(): AuditStore {
    const store = this.log.audit();
    return {
      append: (entries) => this.appends.call(() => store.append(entries)),
      find: (find) => this.reads.call(() => store.find(find)),
      close: () => store.close(),
    };
  }

  /** Resolves when reads are answered. @throws StoreAway */
  answersReads(): Promise<void> {
    return this.reads.ask();
  }

  /** Resolves when appends are answered. @throws StoreAway */
  appendable(): Promise<void> {
    return this.appends.ask();
  }

  /**
   * Runs what is done with this log for a caller who is answered within five seconds, however many calls it takes and however slow they are; one
   * who has said for how long he would wait is left alone. What it did by then may have happened.
   * @throws StoreAway
   */
  async inTime<Result>(work: () => Promise<Result>): Promise<Result> {
    if (patienceOfAsker() !== undefined) return work();
    try {
      return await hurriedly(ANSWERED_TIMEOUT, 'the log', work);
    } catch (error) {
      if (error instanceof TookTooLong) throw new StoreAway('log-unavailable', this.store, error.message);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.reads.close();
    this.appends.close();
    await this.log.close();
  }
}
