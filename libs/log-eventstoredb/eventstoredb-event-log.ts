import { WrongExpectedVersionError, type ResolvedEvent } from '@eventstore/db-client';
import type { AuditStore } from '#kernel/ports/audit-store.js';
import type { Appended, EventLog, ExpectedRevision } from '#kernel/ports/event-log.js';
import { assumedTime, isAssumed, needKnownInOrder, type LogEnd } from '#kernel/ports/assumed-clock.js';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { BookNames } from './book-names.js';
import { commitOf } from './commit.js';
import { Connection } from './connection.js';
import { EventStoreDbAuditStore } from './eventstoredb-audit-store.js';
import { Hints } from './hints.js';
import { OwnEvents } from './own-events.js';
import { isAnswerToRead, Reader } from './reader.js';
import { RestoredLog } from './restored/restored-log.js';
import { fromStored, toStored } from './stored-event.js';
import { eventsFrom } from './stream-events.js';
import { TIMING, type Timing } from './timing.js';
import { Writer } from './writer.js';

export interface LogOptions extends Partial<Timing> {
  /** What the book's streams are named after in the server; without it they are as they are. */
  readonly book?: string;
  /** That of who restores it: what stands behind it is recorded before it is said to be restored. */
  readonly restores?: boolean;
}

/** An append that is always refused. */
const PROBED = 'probe';
const NEVER = 2_000_000_000;
const PROBE: PendingEvent = {
  ...{ id: '00000000-0000-7000-8000-000000000000', type: 'Probed', schema: 1, occurredAt: '2000-01-01T00:00:00.000Z' },
  ...{ key: PROBED, claim: PROBED, hash: '', envelope: {}, data: {} },
};

/**
 * The log in EventStoreDB. Its positions are commit positions of the server (but see `Places`), `recordedAt` is by the clock of the server unless an event has
 * a time it was known since; that this is in order is looked at before the append, so nobody else may append history meanwhile. Reading after a
 * position that is neither 0 nor an event's is refused.
 */
export class EventStoreDbEventLog implements EventLog {
  private readonly writer: Writer;
  /** Apart from the writer: a broken read or subscription then takes no append with it. */
  private readonly connection: Connection;
  private readonly reader: Reader;
  private readonly events: OwnEvents;
  private readonly restored: RestoredLog;
  private readonly hints: Hints;
  private readonly names: BookNames;
  private readonly timing: Timing;

  /** @param url a connection string such as `esdb://127.0.0.1:2113?tls=false` or `esdb+discover://…` */
  constructor(url: string, { book = '', restores = false, ...timing }: LogOptions = {}) {
    this.timing = { ...TIMING, ...timing };
    this.names = new BookNames(book);
    this.writer = new Writer(url, this.timing);
    this.connection = new Connection(url, this.timing.close, isAnswerToRead);
    this.reader = new Reader(this.connection, this.timing);
    this.events = new OwnEvents(this.reader, this.names);
    this.restored = new RestoredLog(this.reader, this.events, this.names, restores);
    // A sign of life first: it is missed soon, and the connection then replaced.
    const tail = (): Promise<number> => this.readable().then(() => this.lastCommit());
    this.hints = new Hints(this.connection, tail, this.names.filter(), this.timing);
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended> {
    const [name, stored] = [this.names.stored(stream), toStored(events)];
    const knownSince = assumedTime(events);
    const places = await this.restored.places();
    try {
      if (knownSince !== undefined) needKnownInOrder(knownSince, await this.end());
      const { position, nextExpectedRevision } = await this.writer.append(name, expected, stored);
      const commit = Number(position?.commit);
      if (!places.isRestored(commit))
        return { outcome: 'appended', position: places.positionAt(commit), revision: Number(nextExpectedRevision) };
      return await this.restoredBefore(name, expected, events);
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError) && !isOutOfOrder(error)) throw error;
      const earlier = await this.earlier(name, expected, events);
      if (earlier !== undefined) return earlier;
      if (error instanceof WrongExpectedVersionError) return { outcome: 'conflict', actual: refusedAt(error) };
      const actual = await this.revisionOf(stream);
      if (actual === expected) throw error;
      return { outcome: 'conflict', actual };
    }
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly RecordedEvent[]> {
    const found = await eventsFrom(this.reader, this.names.stored(stream), fromRevision);
    return this.recorded(found);
  }

  async readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    const found = await this.events.after(await this.restored.commitBefore(after), limit);
    const events = await this.recorded(found);
    const [last, stored] = [events.at(-1), found.at(-1)];
    if (last !== undefined && stored !== undefined) this.restored.remember(last.position, commitOf(stored));
    return events;
  }

  async tail(): Promise<number> {
    return (await this.last())?.position ?? 0;
  }

  async last(): Promise<RecordedEvent | undefined> {
    const last = await this.events.last();
    return last && (await this.recorded([last]))[0];
  }

  onAppend(hint: () => void): () => void {
    return this.hints.listen(hint);
  }

  /** Resolves when the server answers reads of the whole log, however much of it is not the book's. @throws what a read would meet, soon */
  async readable(): Promise<void> {
    await new Reader(this.connection, { read: this.timing.sign }).end();
  }

  /**
   * Resolves when the server answers appends, which it may not where it answers reads: a cluster that has lost its majority, a user who
   * may only read. It is asked for one after a revision that no stream has, so nothing is written.
   * @throws what an append would meet, soon
   */
  async appendable(): Promise<void> {
    try {
      await this.writer.append(this.names.stored(PROBED), NEVER, toStored([PROBE]), this.timing.sign);
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
    }
  }

  /** Who asked for what of this book, beside it. */
  audit(): AuditStore {
    return new EventStoreDbAuditStore(this.names.audit, this.writer, this.reader);
  }

  /** Ends within seconds, also where the server says nothing. */
  async close(): Promise<void> {
    this.hints.close();
    await Promise.all([this.writer.close(), this.connection.close()]);
  }

  private async recorded(found: readonly ResolvedEvent[]): Promise<readonly RecordedEvent[]> {
    const places = await this.restored.placesOf(found);
    return found.map((event) => fromStored(event, this.names, places));
  }

  private async lastCommit(): Promise<number> {
    const last = await this.events.last();
    return last === undefined ? 0 : commitOf(last);
  }

  private async end(): Promise<LogEnd | undefined> {
    const last = await this.last();
    if (last === undefined || isAssumed(last)) return last && { ...last, isAssumed: true, isOpening: false };
    const [first] = await this.readAll(0, 1);
    return { ...last, isAssumed: false, isOpening: first?.id === last.id };
  }

  private async revisionOf(stream: string): Promise<ExpectedRevision> {
    return (await this.readStream(stream)).at(-1)?.revision ?? 'none';
  }

  /** A repetition of what was recorded before the log was restored. */
  private async restoredBefore(
    name: string,
    expected: ExpectedRevision,
    events: readonly PendingEvent[],
  ): Promise<Appended> {
    const earlier = await this.earlier(name, expected, events);
    if (earlier === undefined) throw new Error(`the server takes an append to ${name} for one that is not there`);
    return earlier;
  }

  /** What is refused may be a repetition whose stream has gone on since: its events are then where they would have come. */
  private async earlier(
    name: string,
    expected: ExpectedRevision,
    events: readonly PendingEvent[],
  ): Promise<Appended | undefined> {
    const start = expected === 'none' ? 0 : expected + 1;
    const found = (await this.reader.stream(name, start, events.length)) ?? [];
    const last = found.at(-1);
    const same = found.length === events.length && found.every(({ event }, i) => event?.id === events[i]?.id);
    if (!same || last === undefined) return undefined;
    const { position } = (await this.restored.placesOf([last])).of(last);
    return { outcome: 'appended', position, revision: start + events.length - 1 };
  }
}

function isOutOfOrder(error: unknown): error is Problem {
  return error instanceof Problem && error.code === 'known-out-of-order';
}

function refusedAt({ actualVersion }: WrongExpectedVersionError): ExpectedRevision {
  return typeof actualVersion === 'bigint' ? Number(actualVersion) : 'none';
}
