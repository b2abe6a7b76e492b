import {
  AccessDeniedError,
  END,
  jsonEvent,
  WrongExpectedVersionError,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { needAll, Refused, type Need } from '#kernel/refused.js';
import { BookNames } from './book-names.js';
import { Connection } from './connection.js';
import { Reader } from './reader.js';
import { TIMING } from './timing.js';

/** Status codes of gRPC. */
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/** Milliseconds for each thing that is attempted. */
const WITHIN = 5_000;

/** A stream of every book. */
const LOOKED_AT = 'book';

/** A revision that no stream has: what expects it is looked at and not stored. */
const NEVER = 2n ** 40n;

const HOW =
  'an administrator adds it, or a group of its, to the ACL of $all (readRoles) or of the streams (see infra/docs/rights.md)';

/**
 * Attempts all that a process does with the log, on a connection of its own. Nothing is written.
 * @param book what the streams are named after
 * @throws Refused where the server does not let it; the driver's error where it does not answer
 */
export async function checkRights(url: string, book: string, appends: boolean): Promise<void> {
  const stream = new BookNames(book).stored(LOOKED_AT);
  const connection = new Connection(url, TIMING.close, () => true);
  const reader = new Reader(connection, { read: WITHIN });
  const reads: readonly Need[] = [
    { what: 'read $all', attempt: () => reader.latest(1) },
    { what: 'subscribe to $all', attempt: () => connection.call('a subscription', WITHIN, subscribed) },
    { what: 'read its streams', attempt: () => reader.latestOf(stream, 1) },
  ];
  const append = { what: 'append to its streams', attempt: () => refusedForItsRevision(connection, stream) };
  try {
    await needAll(appends ? [...reads, append] : reads, { who: 'the user of EVENTSTORE_URL', isDenied, how: HOW });
  } catch (error) {
    if (codeOf(error) !== UNAUTHENTICATED) throw error;
    const how = 'set them right, or let an administrator make that user';
    throw new Refused(`EventStoreDB does not know the user of EVENTSTORE_URL with that password: ${how}`, true);
  } finally {
    await connection.close();
  }
}

async function subscribed(client: EventStoreDBClient): Promise<void> {
  const subscription = client.subscribeToAll({ fromPosition: END, requiresLeader: true });
  const confirmed = new Promise<void>((resolve, reject) => {
    subscription.once('confirmation', () => resolve());
    // It may say more after it was given up.
    subscription.on('error', reject);
    subscription.once('end', () => reject(new Error('the subscription was ended before it was confirmed')));
  });
  try {
    await confirmed;
  } finally {
    subscription.unsubscribe().catch(() => undefined);
  }
}

async function refusedForItsRevision(connection: Connection, stream: string): Promise<void> {
  const nothing = jsonEvent({ type: 'NeverStored', data: {} });
  const options = { expectedRevision: NEVER, requiresLeader: true };
  try {
    await connection.call('an append', WITHIN, (client) => client.appendToStream(stream, nothing, options));
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
  }
}

/** The driver has one kind of error for both. */
function isDenied(error: unknown): boolean {
  if (codeOf(error) === UNAUTHENTICATED) return false;
  return error instanceof AccessDeniedError || codeOf(error) === PERMISSION_DENIED;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
