import { jsonEvent, type JSONEventData, type ResolvedEvent } from '@eventstore/db-client';
import { isName, type BookNames } from './book-names.js';
import { metadataOf, needRoomFor, type EventMetadata } from '#kernel/ports/append-size.js';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import type { Places } from './restored/places.js';

/** @throws Problem `fact-too-large`; Error if the server could not take a name, or readers would take the events for the server's own */
export function toStored(events: readonly PendingEvent[]): JSONEventData[] {
  if (events.length === 0) throw new Error('an append has at least one event');
  for (const { type } of events) if (!isName(type)) throw new Error(`"${type}" cannot name a type of events`);
  needRoomFor(events);
  return events.map((event) => storedWith(event, metadataOf(event)));
}

/** @param metadata permanent: they are read back for ever */
export function storedWith({ id, type, data }: PendingEvent, metadata: EventMetadata): JSONEventData {
  return jsonEvent({ id, type, data, metadata: { ...metadata } });
}

/**
 * The event as it was appended. One that somebody else wrote into a stream of the book, with other metadata or none, comes back as what is known of
 * it, so that nobody who reads the log is stuck at it: of schema 0, which nothing decodes, under the name of its stream, with its data
 * if that is a JSON object and none else.
 * @param places of the log it is in
 */
export function fromStored(resolved: ResolvedEvent, names: BookNames, places: Places): RecordedEvent {
  const { position, recordedAt } = places.of(resolved);
  const { event } = resolved;
  if (event === undefined) throw new Error('the log gave back a place without an event');
  const { id, type, streamId, created } = event;
  const stream = names.own(streamId);
  const takenAt = created.toISOString();
  const unknown: EventMetadata = { schema: 0, occurredAt: takenAt, key: stream, claim: id, hash: '', envelope: {} };
  const { schema, occurredAt, key, claim, hash, envelope } = isMetadata(event.metadata) ? event.metadata : unknown;
  const data = isData(event.data) ? event.data : {};
  const stored = { id, type, schema, occurredAt, key, claim, hash, envelope, data };
  return {
    ...stored,
    stream,
    revision: Number(event.revision),
    position,
    recordedAt: recordedAt ?? knownSinceOf(envelope) ?? takenAt,
  };
}

/** Somebody else may have written anything there. */
function knownSinceOf({ knownSince }: { readonly knownSince?: unknown }): string | undefined {
  return typeof knownSince === 'string' && INSTANT.test(knownSince) ? knownSince : undefined;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function isData(value: unknown): value is RecordedEvent['data'] {
  return isObject(value) && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function isMetadata(value: unknown): value is EventMetadata {
  if (!isObject(value)) return false;
  const texts = [value['occurredAt'], value['key'], value['claim'], value['hash']];
  return (
    typeof value['schema'] === 'number' &&
    isObject(value['envelope']) &&
    texts.every((text) => typeof text === 'string')
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
