import {
  AccessDeniedError,
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
  type AppendResult,
  type JSONEventData,
} from '@eventstore/db-client';
import type { ExpectedRevision } from '#kernel/ports/event-log.js';
import { within } from '#kernel/within.js';
import { letGo } from './connection.js';
import type { Timing } from './timing.js';

/**
 * Milliseconds the server is given by its own clock, from an instant by ours. It has a limit of its own, of a few seconds: ours would
 * only fail appends where the two clocks differ.
 */
const DEADLINE = 3_600_000;

/** What the server answers; any other error says something about the connection. */
const ANSWERS = [WrongExpectedVersionError, MaxAppendSizeExceededError, AccessDeniedError, StreamDeletedError];

/**
 * The one client of a process that appends. The driver keeps what waits for an answer in one table for the whole process and empties it
 * when any call that carries appends breaks; an answer that then still comes in through another such call ends the process. It also keeps
 * the failure of its first question to the server, and fails every later append with it. So a client that met anything but an answer is
 * replaced as a whole, and only once nothing can come from it any more.
 */
export class Writer {
  private connection: Promise<Connection>;

  constructor(
    private readonly url: string,
    private readonly timing: Timing,
  ) {
    this.connection = Promise.resolve(new Connection(url));
  }

  /** @throws WrongExpectedVersionError, or what leaves the outcome unknown: TookTooLong and the driver's other errors */
  async append(stream: string, expected: ExpectedRevision, events: JSONEventData[]): Promise<AppendResult> {
    const used = this.connection;
    const answer = used.then((connection) => connection.append(stream, expected, events));
    try {
      return await within(this.timing.append, `the append to ${stream}`, answer);
    } catch (error) {
      if (!isAnswer(error) && used === this.connection) this.renew();
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.connection).letGo(this.timing.close);
  }

  private renew(): void {
    this.connection = this.connection.then(async (broken) => {
      await broken.letGo(this.timing.close);
      return new Connection(this.url);
    });
  }
}

class Connection {
  private readonly client: EventStoreDBClient;
  private readonly pending = new Set<Promise<unknown>>();

  constructor(url: string) {
    this.client = EventStoreDBClient.connectionString(url);
  }

  async append(stream: string, expected: ExpectedRevision, events: JSONEventData[]): Promise<AppendResult> {
    const expectedRevision = expected === 'none' ? NO_STREAM : BigInt(expected);
    const answer = this.client.appendToStream(stream, events, { expectedRevision, deadline: DEADLINE });
    this.pending.add(answer);
    try {
      return await answer;
    } finally {
      this.pending.delete(answer);
    }
  }

  /** Resolves when all its calls have ended; one that the server closed without an answer never does, and is waited for `ms` only. */
  async letGo(ms: number): Promise<void> {
    const ended = [letGo(this.client, ms), ...this.pending];
    await within(ms, 'the end of the appends', Promise.allSettled(ended)).catch(() => undefined);
  }
}

function isAnswer(error: unknown): boolean {
  return ANSWERS.some((Answer) => error instanceof Answer);
}
