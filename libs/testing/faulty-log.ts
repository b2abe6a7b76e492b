import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import type { Appended, EventLog, ExpectedRevision } from '#kernel/ports/event-log.js';

/** What goes wrong with an append: nothing was stored, or it was stored and the answer got lost. */
export type Fault = 'before' | 'after';

/** A log that works as the one behind it, but for the faults it is told of, and counts what is asked of it. */
export class FaultyLog implements EventLog {
  readonly faults: Fault[] = [];
  appends = 0;
  reads = 0;
  /** Runs right before an append reaches the log: for somebody else to be there first. */
  beforeAppend: (() => Promise<void>) | undefined;

  constructor(private readonly log: EventLog) {}

  async append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended> {
    this.appends++;
    const fault = this.faults.shift();
    if (fault === 'before') throw new Error('the log cannot be reached');
    await this.beforeAppend?.();
    const appended = await this.log.append(stream, expected, events);
    if (fault === 'after') throw new Error('the answer of the log got lost');
    return appended;
  }

  readStream(stream: string, fromRevision?: number): Promise<readonly RecordedEvent[]> {
    this.reads++;
    return this.log.readStream(stream, fromRevision);
  }

  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.log.readAll(after, limit);
  }

  tail(): Promise<number> {
    return this.log.tail();
  }

  last(): Promise<RecordedEvent | undefined> {
    return this.log.last();
  }

  onAppend(hint: () => void): () => void {
    return this.log.onAppend(hint);
  }

  close(): Promise<void> {
    return this.log.close();
  }
}
