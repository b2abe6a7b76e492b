import {
  AccessDeniedError,
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
  type EventStoreDBClient,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import { BrokenOff, type Connection } from './connection.js';
import { commitOf } from './commit.js';
import type { Timing } from './timing.js';

/** A node that leads no longer may be behind: a fact would not be found that was acknowledged. */
const LEADER = { requiresLeader: true } as const;

/** `UnknownError`: a place that there is not. */
const ANSWERS = [StreamNotFoundError, StreamDeletedError, AccessDeniedError, UnknownError];

/** Reads that end, each with a timer of its own. */
export class Reader {
  constructor(
    private readonly connection: Connection,
    private readonly timing: Pick<Timing, 'read'>,
  ) {}

  /** Up to `maxCount` events of the whole log from a position on, itself included; 0 is the start. @throws if it is no event's */
  async forwards(position: number, maxCount: number): Promise<readonly ResolvedEvent[]> {
    const fromPosition = position === 0 ? START : { commit: BigInt(position), prepare: BigInt(position) };
    try {
      const options = { direction: FORWARDS, fromPosition, maxCount, ...LEADER } as const;
      return await this.all('the log', (client) => client.readAll(options));
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
    const options = { direction: BACKWARDS, fromPosition, maxCount, ...LEADER } as const;
    const found = await this.all('the end of the log', (client) => client.readAll(options));
    if (found.length === 0) throw new BrokenOff('reading the end of the log');
    return found;
  }

  /** The last position of the log, whosever the event there is. */
  async end(): Promise<number> {
    return Math.max(...(await this.latest(1)).map(commitOf));
  }

  /** Up to `maxCount` events of a stream from a revision on; undefined if there is no such stream. */
  stream(stream: string, fromRevision: number, maxCount: number): Promise<readonly ResolvedEvent[] | undefined> {
    const options = { direction: FORWARDS, fromRevision: BigInt(fromRevision), maxCount, ...LEADER } as const;
    return this.unlessMissing(this.all(`the stream ${stream}`, (client) => client.readStream(stream, options)));
  }

  /** Up to `maxCount` of the last events of a stream, or of those before a revision, the latest first; none only where there is no such stream. */
  async latestOf(stream: string, maxCount: number, before?: number): Promise<readonly ResolvedEvent[]> {
    const fromRevision = before === undefined ? END : BigInt(before - 1);
    const options = { direction: BACKWARDS, fromRevision, maxCount, ...LEADER } as const;
    const what = `the end of the stream ${stream}`;
    const found = await this.unlessMissing(this.all(what, (client) => client.readStream(stream, options)));
    // The client takes an answer that was cut short for a whole one.
    if (found?.length === 0) throw new BrokenOff(`reading ${what}`);
    return found ?? [];
  }

  private async unlessMissing<Found>(read: Promise<Found>): Promise<Found | undefined> {
    try {
      return await read;
    } catch (error) {
      if (error instanceof StreamNotFoundError) return undefined;
      throw error;
    }
  }

  private all(
    what: string,
    begin: (client: EventStoreDBClient) => StreamingRead<ResolvedEvent>,
  ): Promise<readonly ResolvedEvent[]> {
    let read: StreamingRead<ResolvedEvent> | undefined;
    const ask = (client: EventStoreDBClient): Promise<readonly ResolvedEvent[]> => collected((read = begin(client)));
    return this.connection.call(`reading ${what}`, this.timing.read, ask).catch((error: unknown) => {
      // An unfinished read would hold one of the connection's few places. Not waited for: it waits for the connection itself.
      read?.cancel().catch(() => undefined);
      read?.destroy();
      throw error;
    });
  }
}

async function collected(read: StreamingRead<ResolvedEvent>): Promise<readonly ResolvedEvent[]> {
  // What it says after it was given up is nobody's error.
  read.on('error', () => undefined);
  const found: ResolvedEvent[] = [];
  for await (const resolved of read) found.push(resolved);
  return found;
}

/** What the server answers to a read; any other error says something about the connection. */
export function isAnswerToRead(error: unknown): boolean {
  return ANSWERS.some((Answer) => error instanceof Answer);
}
