import {
  AccessDeniedError,
  MaxAppendSizeExceededError,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
  type AppendExpectedRevision,
  type AppendResult,
  type JSONEventData,
} from '@eventstore/db-client';
import type { ExpectedRevision } from '#kernel/ports/event-log.js';
import { Connection } from './connection.js';
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
 * when any call that carries appends breaks; an answer that then still comes in through another such call ends the process.
 */
export class Writer {
  private readonly connection: Connection;

  constructor(
    url: string,
    private readonly timing: Timing,
  ) {
    this.connection = new Connection(url, timing.close, isAnswer);
  }

  /** @throws WrongExpectedVersionError, or what leaves the outcome unknown: TookTooLong and the driver's other errors */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: JSONEventData[],
    ms = this.timing.append,
  ): Promise<AppendResult> {
    const expectedRevision: AppendExpectedRevision = expected === 'none' ? NO_STREAM : BigInt(expected);
    // A node that leads no longer would only pass it on.
    const options = { expectedRevision, deadline: DEADLINE, requiresLeader: true };
    return this.connection.call(`the append to ${stream}`, ms, (client) =>
      client.appendToStream(stream, events, options),
    );
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

function isAnswer(error: unknown): boolean {
  return ANSWERS.some((Answer) => error instanceof Answer);
}
