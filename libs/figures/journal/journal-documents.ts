import { dataOf, eventBody } from '#engine/views/event-body.js';
import type { Json, RecordedEvent } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import type { Batch } from '#kernel/ports/views.js';

/** Permanent: the collection with every event. */
export const JOURNAL = 'journal';

/** The id of an event's journal and personal documents. */
export function journalId(position: number): string {
  return positionId(position);
}

/**
 * The documents of one event: the journal entry, and the personal part by itself, so that it can be forgotten alone. Of any event, also
 * one that means nothing here.
 */
export function journalDocuments(event: RecordedEvent): Batch['documents'] {
  const { personal, ...data } = dataOf(event);
  const id = journalId(event.position);
  const customer = customerOf(event, data);
  const entry = {
    collection: JOURNAL,
    document: { id, fields: { customer, stream: event.stream, type: event.type }, body: eventBody(event) },
  };
  if (personal === undefined || personal === null) return [entry];
  return [
    entry,
    { collection: 'personal', document: { id, fields: { customer, text: searchable(personal) }, body: personal } },
  ];
}

/** Events of a customer's own stream have the customer as their key, those of other streams, or of what they take back, name it as customerId. */
function customerOf({ stream, key }: RecordedEvent, data: RecordedEvent['data']): string {
  if (stream.startsWith('customer-')) return key;
  const { sale, interaction } = data as { readonly [field: string]: { readonly customerId?: Json } | null | undefined };
  return text(data['customerId'] ?? sale?.customerId ?? interaction?.customerId);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What a search for people looks through, in lower case. */
function searchable(personal: Json): string {
  const { name, email, phone } = personal as Readonly<Record<string, Json>>;
  return [name, email, phone].map(text).join('\n').toLowerCase();
}
