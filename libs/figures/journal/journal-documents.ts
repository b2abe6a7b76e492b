import { dataOf, eventBody } from '#engine/views/event-body.js';
import type { Json, RecordedEvent } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import type { Batch } from '#kernel/ports/views.js';

/** Permanent: what streams of customers are called. */
const CUSTOMERS = 'customer-';
/** Permanent: the collection with every event. */
export const JOURNAL = 'journal';
/** Permanent: the collection with what of events is of a person. */
export const PERSONAL = 'personal';

/** The id of an event's journal and personal documents. */
export function journalId(position: number): string {
  return positionId(position);
}

/**
 * The documents of one event: the journal entry, and the personal part by itself, so that it can be forgotten alone. Of any event, also
 * one that means nothing here.
 */
export function journalDocuments(event: RecordedEvent): Batch['documents'] {
  const data = dataOf(event);
  const { personal } = data;
  const id = journalId(event.position);
  const customer = customerOf(event, data);
  const entry = {
    collection: JOURNAL,
    document: { id, fields: { customer, stream: event.stream, type: event.type }, body: eventBody(event) },
  };
  if (personal === undefined || personal === null) return [entry];
  return [
    entry,
    { collection: PERSONAL, document: { id, fields: { customer, text: searchable(personal) }, body: personal } },
  ];
}

/** Events of a customer's own stream have the customer as their key; those of others, or what they take back, name it: customerId or customer. */
function customerOf({ stream, key }: Pick<RecordedEvent, 'stream' | 'key'>, data: RecordedEvent['data']): string {
  if (stream.startsWith(CUSTOMERS)) return key;
  const { sale, interaction } = data as { readonly [field: string]: { readonly customerId?: Json } | null | undefined };
  return text(data['customerId'] ?? data['customer'] ?? sale?.customerId ?? interaction?.customerId);
}

/** Whose what is personal in an event is: the stream of its customer, or its own where it has none. */
export function ownerOfPersonal(stream: string, { key, data }: Pick<RecordedEvent, 'key' | 'data'>): string {
  const customer = customerOf({ stream, key }, data);
  return customer === '' ? stream : CUSTOMERS + customer;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What a search for people looks through, in lower case. */
export function searchable(personal: Json): string {
  const { name, email, phone } = personal as Readonly<Record<string, Json>>;
  return [name, email, phone].map(text).join('\n').toLowerCase();
}
