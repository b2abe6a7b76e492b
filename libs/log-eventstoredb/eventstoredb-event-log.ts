import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  excludeSystemEvents,
  FORWARDS,
  NO_STREAM,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type AllStreamSubscription,
  type ResolvedEvent,
} from '@eventstore/db-client';
import type { Appended, EventLog, ExpectedRevision } from '#kernel/event-log.port.js';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import { fromStored, isOfTheSystem, toEventData } from './stored-event.js';
import { TookTooLong, within } from '#kernel/within.js';

/** Milliseconds an answer may take: the client itself waits for ever for some. */
const APPEND_WITHIN = 10_000;
const READ_WITHIN = 30_000;
/** Milliseconds after which a subscription that has ended is begun again, ever later. */
const SUBSCRIBE_AGAIN = [50, 200, 1_000, 2_000] as const;

/** The log in EventStoreDB. Its positions are commit positions of the server, `recordedAt` is by the clock of the server. */
export class EventStoreDbEventLog implements EventLog {
  /** One client appends: a broken read or subscription of another one then takes no append with it. */
  private writer: EventStoreDBClient;
  private readonly reader: EventStoreDBClient;
  private readonly listeners = new Set<() => void>();
  private subscription: AllStreamSubscription | undefined;
  private subscribed = 0;
  private closed = false;

  /** @param url a connection string such as `esdb://127.0.0.1:2113?tls=false` */
  constructor(private readonly url: string) {
    this.writer = EventStoreDBClient.connectionString(url);
    this.reader = EventStoreDBClient.connectionString(url);
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended> {
    if (events.length === 0) throw new Error('an append has at least one event');
    const expectedRevision = expected === 'none' ? NO_STREAM : BigInt(expected);
    const stored = events.map(toEventData);
    try {
      const result = await within(
        APPEND_WITHIN,
        `the append to ${stream}`,
        this.writer.appendToStream(stream, stored, { expectedRevision }),
      );
      const position = Number(result.position?.commit);
      return { outcome: 'appended', position, revision: Number(result.nextExpectedRevision) };
    } catch (error) {
      if (error instanceof TookTooLong) this.renewWriter();
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      return (await this.earlier(stream, events)) ?? { outcome: 'conflict', actual: revisionOf(error) };
    }
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly RecordedEvent[]> {
    const found: RecordedEvent[] = [];
    const read = this.reader.readStream(stream, { direction: FORWARDS, fromRevision: BigInt(fromRevision) });
    try {
      await this.each(read, `the stream ${stream}`, (resolved) => found.push(fromStored(resolved)));
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw error;
    }
    return found;
  }

  async readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    const found: RecordedEvent[] = [];
    for (let from = after; found.length < limit;) {
      // The server begins with the event at the position itself, and counts events of its own.
      const maxCount = limit - found.length + 1;
      const position = { commit: BigInt(from), prepare: BigInt(from) };
      const read = this.reader.readAll({ direction: FORWARDS, fromPosition: from === 0 ? START : position, maxCount });
      let seen = 0;
      await this.each(read, 'the log', (resolved) => {
        seen++;
        const at = Number(resolved.event?.position?.commit ?? from);
        if (at > after && found.length < limit && !isOfTheSystem(resolved)) found.push(fromStored(resolved));
        from = Math.max(from, at);
      });
      if (seen < maxCount) break;
    }
    return found;
  }

  async tail(): Promise<number> {
    for (let maxCount = 10; ; maxCount *= 10) {
      let tail = 0;
      let seen = 0;
      await this.each(
        this.reader.readAll({ direction: BACKWARDS, fromPosition: END, maxCount }),
        'the end',
        (found) => {
          seen++;
          if (!isOfTheSystem(found)) tail = Math.max(tail, Number(found.event?.position?.commit ?? 0));
        },
      );
      if (tail > 0 || seen < maxCount) return tail;
    }
  }

  onAppend(hint: () => void): () => void {
    this.listeners.add(hint);
    if (this.subscription === undefined) this.subscribe();
    return () => this.listeners.delete(hint);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
    await this.subscription?.unsubscribe().catch(() => undefined);
    await Promise.all([this.writer.dispose(), this.reader.dispose()]);
  }

  /** A call that the server closed without an answer is never begun again by the client: a new one is. */
  private renewWriter(): void {
    const silent = this.writer;
    this.writer = EventStoreDBClient.connectionString(this.url);
    silent.dispose().catch(() => undefined);
  }

  /** What is refused may be a repetition whose stream has gone on since. */
  private async earlier(stream: string, events: readonly PendingEvent[]): Promise<Appended | undefined> {
    const last = events.at(-1)?.id;
    const found = (await this.readStream(stream)).find(({ id }) => id === last);
    return found === undefined
      ? undefined
      : { outcome: 'appended', position: found.position, revision: found.revision };
  }

  /** Takes a read to its end, or cancels it: an unfinished one would hold one of the connection's few places. */
  private async each(
    read: AsyncIterable<ResolvedEvent> & { cancel(): Promise<void> },
    what: string,
    take: (resolved: ResolvedEvent) => void,
  ): Promise<void> {
    const all = async (): Promise<void> => {
      for await (const resolved of read) take(resolved);
    };
    try {
      await within(READ_WITHIN, `reading ${what}`, all());
    } catch (error) {
      await read.cancel().catch(() => undefined);
      throw error;
    }
  }

  /** A hint only: what it says is read from the log, so that a dropped subscription loses nothing. */
  private subscribe(): void {
    const subscription = this.reader.subscribeToAll({ fromPosition: END, filter: excludeSystemEvents() });
    this.subscription = subscription;
    let ended = false;
    const again = (): void => {
      if (ended || this.closed) return;
      ended = true;
      subscription.unsubscribe().catch(() => undefined);
      const wait = SUBSCRIBE_AGAIN[Math.min(this.subscribed++, SUBSCRIBE_AGAIN.length - 1)];
      setTimeout(() => {
        if (!this.closed) this.subscribe();
      }, wait).unref();
    };
    subscription.on('data', () => {
      this.subscribed = 0;
      for (const hint of this.listeners) hint();
    });
    for (const event of ['error', 'end', 'close'] as const) subscription.on(event, again);
  }
}

function revisionOf({ actualVersion }: WrongExpectedVersionError): ExpectedRevision {
  return typeof actualVersion === 'bigint' ? Number(actualVersion) : 'none';
}
