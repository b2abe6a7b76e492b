import type { Json, RecordedEvent } from '#kernel/event.js';
import type { Batch } from '#kernel/views.port.js';

/** The id of an event's journal and personal documents: its position, so that ids sort as positions do. */
export function journalId(position: number): string {
  return String(position).padStart(16, '0');
}

/** The documents of one event: the journal entry, and the personal part by itself, so that it can be forgotten alone. */
export function journalDocuments(event: RecordedEvent): Batch['documents'] {
  const { personal, ...data } = event.data;
  const id = journalId(event.position);
  const customer = customerOf(event);
  const entry = {
    collection: 'journal',
    document: { id, fields: { customer, stream: event.stream, type: event.type }, body: bodyOf(event, data) },
  };
  if (personal === undefined) return [entry];
  return [
    entry,
    { collection: 'personal', document: { id, fields: { customer, text: searchable(personal) }, body: personal } },
  ];
}

function bodyOf(event: RecordedEvent, data: Readonly<Record<string, Json>>): Json {
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
    data,
  };
}

/** Events of a customer's own stream name the customer as their id, those of other streams, or of what they take back, as customerId. */
function customerOf({ stream, data }: RecordedEvent): string {
  if (stream.startsWith('customer-')) return text(data['id']);
  const { sale, interaction } = data as { readonly [field: string]: { readonly customerId?: Json } | undefined };
  return text(data['customerId'] ?? sale?.customerId ?? interaction?.customerId);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What a search for people looks through, in lower case. */
function searchable(personal: Json): string {
  const { name = '', email = '', phone = '' } = personal as Readonly<Record<string, string>>;
  return [name, email, phone].join('\n').toLowerCase();
}
