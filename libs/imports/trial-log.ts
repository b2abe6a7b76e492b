import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import { assumedTime, isAssumed, needKnownInOrder, type LogEnd } from '#kernel/ports/assumed-clock.js';
import type { Appended, EventLog, ExpectedRevision } from '#kernel/ports/event-log.js';

const NOTHING: LogEnd = { recordedAt: '', isAssumed: false, isOpening: true };

/** Streams that are looked up and not added to. */
export type StreamReader = Pick<EventLog, 'readStream'>;

/** A book that is looked at and not added to. */
export interface TriedBook extends StreamReader {
  /** Where its log ends, undefined where it is empty. */
  readonly end: () => Promise<LogEnd | undefined>;
}

/**
 * A log in which a book goes on without being touched: streams are the book's, followed by what was appended here. Positions are those of
 * the scratch log.
 */
export class TrialLog implements EventLog {
  /** Where the book would end by now. */
  private end: LogEnd | undefined;

  constructor(
    private readonly scratch: EventLog,
    private readonly book: TriedBook | undefined,
  ) {}

  async append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended> {
    const before = (await this.ofBook(stream)).length;
    const own = (expected === 'none' ? -1 : expected) - before;
    if (own < -1) return { outcome: 'conflict', actual: before - 1 };
    const knownSince = assumedTime(events);
    this.end ??= (await this.book?.end()) ?? NOTHING;
    if (knownSince !== undefined) needKnownInOrder(knownSince, this.end);
    const appended = await this.scratch.append(stream, own === -1 ? 'none' : own, events);
    if (appended.outcome === 'appended')
      this.end = { recordedAt: knownSince ?? '', isAssumed: knownSince !== undefined, isOpening: false };
    if (appended.outcome === 'appended') return { ...appended, revision: appended.revision + before };
    const { actual } = appended;
    return {
      outcome: 'conflict',
      actual: actual === 'none' && before === 0 ? actual : (actual === 'none' ? -1 : actual) + before,
    };
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly RecordedEvent[]> {
    const before = await this.ofBook(stream);
    const added = await this.scratch.readStream(stream);
    const all = [...before, ...added.map((event) => ({ ...event, revision: event.revision + before.length }))];
    return all.slice(fromRevision);
  }

  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.scratch.readAll(after, limit);
  }

  tail(): Promise<number> {
    return this.scratch.tail();
  }

  last(): Promise<RecordedEvent | undefined> {
    return this.scratch.last();
  }

  onAppend(hint: () => void): () => void {
    return this.scratch.onAppend(hint);
  }

  close(): Promise<void> {
    return this.scratch.close();
  }

  private async ofBook(stream: string): Promise<readonly RecordedEvent[]> {
    return (await this.book?.readStream(stream)) ?? [];
  }
}

/** Where a log ends; undefined where it is empty. */
export async function endOfLog(log: Pick<EventLog, 'last' | 'readAll'>): Promise<LogEnd | undefined> {
  const last = await log.last();
  const [first] = await log.readAll(0, 1);
  return last && { ...last, isAssumed: isAssumed(last), isOpening: last.id === first?.id };
}
