import type { Envelope, EventHead, PendingEvent, RecordedEvent } from '#kernel/event.js';
import type { EventTexts } from '#kernel/ports/append-size.js';

/** An event as its row holds it, in the order of the table's columns. */
export type EventRow = readonly [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  schema: number,
  key: string,
  occurredAt: string,
  recordedAt: string,
  claim: string,
  hash: string,
  envelope: string,
  data: string,
];

/** An event as the table holds it. */
export function toRow(event: RecordedEvent, { envelope, data }: EventTexts): EventRow {
  const { position, stream, revision, id, type, schema, key, occurredAt, recordedAt, claim, hash } = event;
  return [position, stream, revision, id, type, schema, key, occurredAt, recordedAt, claim, hash, envelope, data];
}

/** That of most events of an import. */
const NO_ENVELOPE: Envelope = {};
const NOTHING_SAID = JSON.stringify(NO_ENVELOPE);

export function toEvent(row: EventRow): RecordedEvent {
  const { envelope, data } = textsOfRow(row);
  return {
    ...withoutTexts(row),
    envelope: envelope === NOTHING_SAID ? NO_ENVELOPE : (JSON.parse(envelope) as Envelope),
    data: JSON.parse(data) as PendingEvent['data'],
  };
}

/** Of an event what is asked for as its head. */
export type HeadRow = readonly [position: number, type: string, quiet: number | null];

const QUIET: EventHead['envelope'] = { quiet: true };
const LOUD: EventHead['envelope'] = {};

export function toHead([position, type, quiet]: HeadRow): EventHead {
  return { position, type, envelope: quiet === 1 ? QUIET : LOUD };
}

/** All of an event but what is kept as text. */
export type Columns = Omit<RecordedEvent, keyof EventTexts>;

export function withoutTexts(row: EventRow): Columns {
  const [position, stream, revision, id, type, schema, key, occurredAt, recordedAt, claim, hash] = row;
  return { id, stream, revision, position, type, schema, key, occurredAt, recordedAt, claim, hash };
}

export function textsOfRow(row: EventRow): EventTexts {
  return { envelope: row[11], data: row[12] };
}
