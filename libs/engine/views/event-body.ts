import { landmarkOf, type Json, type RecordedEvent } from '#kernel/event.js';
import type { Batch, Document } from '#kernel/ports/views.js';

/** What a document of an event says of it: all that its log has but the `personal` part, which can be forgotten alone. */
export function eventBody(event: RecordedEvent): Json {
  const data = dataOf(event);
  return {
    position: event.position,
    id: event.id,
    stream: event.stream,
    revision: event.revision,
    type: event.type,
    schema: event.schema,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    key: event.key,
    ...event.envelope,
    data: 'personal' in data ? withoutPersonal(data) : data,
  };
}

function withoutPersonal({ personal: _, ...data }: RecordedEvent['data']): RecordedEvent['data'] {
  return data;
}

/** The data of any event, also of one that somebody else wrote. */
export function dataOf({ data }: RecordedEvent): RecordedEvent['data'] {
  return isObject(data) ? data : {};
}

function isObject(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** In the place of a body that is left in the log. */
const LEFT = 0;

/**
 * The documents of a batch, the bodies of some collections left in the log. Of the last event where it is stays: by it read models
 * name the log they were made from.
 */
export function leavingBodies(documents: Batch['documents'], collections: ReadonlySet<string>): Batch['documents'] {
  let last = '';
  for (const { collection, document } of documents)
    if (collections.has(collection) && document.id > last) last = document.id;
  return documents.map(({ collection, document }) => {
    if (!collections.has(collection) || document.body === null) return { collection, document };
    const body = document.id === last ? landmarkOf(document.body as object as RecordedEvent) : LEFT;
    return { collection, document: { ...document, body } };
  });
}

/** Whether the body of an event's document is left in the log. */
export function isLeft({ body }: Document): boolean {
  return typeof body !== 'object' || body === null || !('data' in body);
}
