import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  UnknownError,
  type EventStoreDBClient,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import { within } from '#kernel/within.js';
import { positionOf } from './stored-event.js';
import type { Timing } from './timing.js';

/** Reads that end, each with a timer of its own. */
export class Reader {
  constructor(
    private readonly client: EventStoreDBClient,
    private readonly timing: Timing,
  ) {}

  /** Up to `maxCount` events of the whole log from a position on, itself included; 0 is the start. @throws if it is no event's */
  async forwards(position: number, maxCount: number): Promise<readonly ResolvedEvent[]> {
    const fromPosition = position === 0 ? START : { commit: BigInt(position), prepare: BigInt(position) };
    try {
      return await this.all(this.client.readAll({ direction: FORWARDS, fromPosition, maxCount }), 'the log');
    } catch (cause) {
      if (!(cause instanceof UnknownError)) throw cause;
      throw new Error(`the log cannot be read from ${String(position)} on: ${cause.message}`, { cause });
    }
  }

  /**
   * Up to so many of the last events of the whole log, or of those before the position of one, the latest first. The server's own are
   * among them, so there always are some unless it is the first.
   */
  async latest(maxCount: number, before?: number): Promise<readonly ResolvedEvent[]> {
    const fromPosition = before === undefined ? END : { commit: BigInt(before), prepare: BigInt(before) };
    const read = this.client.readAll({ direction: BACKWARDS, fromPosition, maxCount });
    const found = await this.all(read, 'the end of the log');
    if (found.length === 0) throw new BrokenOff('the end of the log');
    return found;
  }

  /** The last position of the log, whosever the event there is. */
  async end(): Promise<number> {
    return Math.max(...(await this.latest(1)).map(positionOf));
  }

  /** Events of a stream from a revision on; undefined if there is no such stream. */
  stream(stream: string, fromRevision: number, maxCount?: number): Promise<readonly ResolvedEvent[] | undefined> {
    const options = { direction: FORWARDS, fromRevision: BigInt(fromRevision), ...(maxCount && { maxCount }) } as const;
    return this.unlessMissing(this.all(this.client.readStream(stream, options), `the stream ${stream}`));
  }

  /** The last revision of a stream, -1 if there is none. */
  async lastRevision(stream: string): Promise<number> {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
    const what = `the end of the stream ${stream}`;
    const found = await this.unlessMissing(this.all(this.client.readStream(stream, options), what));
    if (found === undefined) return -1;
    const [last] = found;
    if (last?.event === undefined) throw new BrokenOff(what);
    return Number(last.event.revision);
  }

  private async unlessMissing<Found>(read: Promise<Found>): Promise<Found | undefined> {
    try {
      return await read;
    } catch (error) {
      if (error instanceof StreamNotFoundError) return undefined;
      throw error;
    }
  }

  /** Takes a read to its end, or cancels it: an unfinished one would hold one of the connection's few places. */
  private async all(read: StreamingRead<ResolvedEvent>, what: string): Promise<readonly ResolvedEvent[]> {
    const found: ResolvedEvent[] = [];
    const collect = async (): Promise<void> => {
      for await (const resolved of read) found.push(resolved);
    };
    // What it says after it was given up is nobody's error.
    read.on('error', () => undefined);
    try {
      await within(this.timing.read, `reading ${what}`, collect());
      return found;
    } catch (error) {
      // Not waited for: it waits for the connection itself.
      read.cancel().catch(() => undefined);
      read.destroy();
      throw error;
    }
  }
}

/** A server that ends a read in the middle ends it as if that were all; this is thrown where it is known to be less. */
export class BrokenOff extends Error {
  constructor(what: string) {
    super(`reading ${what} was broken off`);
  }
}
