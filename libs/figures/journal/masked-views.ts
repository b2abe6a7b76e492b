import type { Json, RecordedEvent } from '#kernel/event.js';
import type { EventTypes } from '#kernel/event-type.js';
import type { Document, Views } from '#kernel/ports/views.js';
import { JOURNAL, PERSONAL } from './journal-documents.js';
import { maskedData } from './masked-data.js';

type Fields = Readonly<Record<string, Json>>;

/**
 * The same read models for whoever may not see what is of a person: it is in no entry of the journal, which says what was left out, and
 * nobody is found by it. Of an event that this release cannot read nothing is shown but that it is there.
 */
export function maskedViews(views: Views, types: EventTypes): Views {
  const masked = async (found: readonly Document[]): Promise<readonly Document[]> => {
    const personal = await views.get(
      PERSONAL,
      found.map(({ id }) => id),
    );
    const byId = new Map(personal.map(({ id, body }) => [id, body]));
    return found.map((entry) => ({ ...entry, body: maskedBody(entry.body as Fields, byId.get(entry.id), types) }));
  };
  const shown = async (collection: string, look: () => Promise<readonly Document[]>): Promise<readonly Document[]> => {
    if (collection === PERSONAL) return [];
    return collection === JOURNAL ? masked(await look()) : look();
  };
  return {
    schema: views.schema,
    apply: (batch) => views.apply(batch),
    checkpoint: (shard) => views.checkpoint(shard),
    sums: (requests, step) => views.sums(requests, step),
    firstDay: (series, step) => views.firstDay(series, step),
    get: (collection, ids) => shown(collection, () => views.get(collection, ids)),
    find: (collection, find) => shown(collection, () => views.find(collection, find)),
    close: () => views.close(),
  };
}

function maskedBody(body: Fields, personal: Json | undefined, types: EventTypes): Json {
  const { type, schema, data = {} } = body as object as Pick<RecordedEvent, 'type' | 'schema'> & Partial<RecordedEvent>;
  return { ...body, ...maskedData({ type, schema, data }, personal, types) };
}
