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

/** What of an event is kept as JSON: made once, for its size and for who keeps it as text. */
export interface EventTexts {
  readonly data: string;
  readonly envelope: string;
}

export function textsOf({ data, envelope }: PendingEvent): EventTexts {
  return { data: JSON.stringify(data), envelope: JSON.stringify(envelope) };
}

/**
 * Every log asks this before it takes an append, so that what one of them takes all of them do.
 * @returns the texts of each event @throws Problem `fact-too-large` with the size and the limit
 */
export function needRoomFor(events: readonly PendingEvent[]): readonly EventTexts[] {
  const texts = events.map(textsOf);
  const most = events.reduce((sum, event, i) => sum + mostOf(event, texts[i] as EventTexts), 0);
  // Nearly all are far from it.
  const size = most <= MAX_APPEND ? most : sizeOf(events);
  if (size <= MAX_APPEND) return texts;
  throw new Problem(
    'fact-too-large',
    `the fact takes ${String(size)} bytes as it is recorded, more than the ${String(MAX_APPEND)} that are possible: give it fewer lines or shorter texts`,
  );
}

/** Bytes in UTF-8 of a character (a UTF-16 unit) at most: in JSON, and of one that JSON may have to escape. */
const IN_JSON = 3;
const ESCAPED = 6;
/** Bytes of what metadata have beside their texts: names, marks and the number of the schema. */
const AROUND = 128;

/** More bytes than an event has, without counting them one by one. */
function mostOf({ type, occurredAt, key, claim, hash }: PendingEvent, { data, envelope }: EventTexts): number {
  const texts = occurredAt.length + key.length + claim.length + hash.length;
  return IN_JSON * (data.length + envelope.length) + ESCAPED * texts + AROUND + 2 * type.length;
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
