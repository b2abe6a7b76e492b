import { jsonEvent, type JSONEventData, type ResolvedEvent } from '@eventstore/db-client';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';

/** What is kept beside an event's data. Permanent: it is read back for ever. */
interface Metadata {
  readonly schema: number;
  readonly occurredAt: string;
  readonly key: string;
  readonly claim: string;
  readonly hash: string;
  readonly envelope: PendingEvent['envelope'];
}

export function toEventData(event: PendingEvent): JSONEventData {
  const { id, type, data, schema, occurredAt, key, claim, hash, envelope } = event;
  const metadata: Metadata = { schema, occurredAt, key, claim, hash, envelope };
  // The client's idea of JSON knows no readonly.
  return jsonEvent({ id, type, data, metadata });
}

/** Events the server records for itself are no events of the book. */
export function isOfTheSystem({ event }: ResolvedEvent): boolean {
  return event === undefined || event.type.startsWith('$') || event.streamId.startsWith('$');
}

export function fromStored({ event }: ResolvedEvent): RecordedEvent {
  if (event?.position === undefined) throw new Error('the log gave back an event without a place');
  const { id, type, streamId, revision, created, position, data } = event;
  // To the client it may be any JSON or bytes; events of the book are written by `toEventData` only.
  const { schema, occurredAt, key, claim, hash, envelope } = event.metadata as unknown as Metadata;
  const stored = { id, type, schema, occurredAt, key, claim, hash, envelope, data: data as RecordedEvent['data'] };
  const place = { stream: streamId, revision: Number(revision), position: Number(position.commit) };
  return { ...stored, ...place, recordedAt: created.toISOString() };
}
