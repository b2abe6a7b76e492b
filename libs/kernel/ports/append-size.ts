import type { PendingEvent } from '../event.js';
import { Problem } from '../problem.js';

/** Bytes that one append may have, in every log: what the strictest of them takes. */
export const MAX_APPEND = 1_048_576;

/** What is kept beside an event's data. */
export type EventMetadata = Pick<PendingEvent, 'schema' | 'occurredAt' | 'key' | 'claim' | 'hash' | 'envelope'>;

export function metadataOf({ schema, occurredAt, key, claim, hash, envelope }: EventMetadata): EventMetadata {
  return { schema, occurredAt, key, claim, hash, envelope };
}

/**
 * Bytes of an append as KurrentDB 25 counts them: of every event its data and its metadata as JSON in UTF-8, and two for each character
 * of its type.
 */
export function sizeOf(events: readonly PendingEvent[]): number {
  return events.reduce(
    (sum, event) => sum + bytesOf(event.data) + bytesOf(metadataOf(event)) + 2 * event.type.length,
    0,
  );
}

/**
 * Every log asks this before it takes an append, so that what one of them takes all of them do.
 * @throws Problem `fact-too-large` with the size and the limit
 */
export function needRoomFor(events: readonly PendingEvent[]): void {
  const size = sizeOf(events);
  if (size <= MAX_APPEND) return;
  throw new Problem(
    'fact-too-large',
    `the fact takes ${String(size)} bytes as it is recorded, more than the ${String(MAX_APPEND)} that are possible: give it fewer lines or shorter texts`,
  );
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
