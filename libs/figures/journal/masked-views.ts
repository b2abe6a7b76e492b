import type { Json, RecordedEvent } from '#kernel/event.js';
import { unknownShape, type EventTypes } from '#kernel/event-type.js';
import type { Document, Views } from '#kernel/ports/views.js';
import { JOURNAL, PERSONAL } from './journal-documents.js';

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
  const isKnown = unknownShape(types, type, schema) === undefined;
  const left = new Set(isFields(personal) ? Object.keys(personal) : []);
  const shown = isKnown ? without(data, types[type]?.freeText ?? [], left) : nothingOf(data, left);
  return { ...body, data: shown, ...(left.size > 0 && { masked: [...left] }) };
}

/** The same without fields of some names, at any depth. @param left the names of those that there were */
function without(value: Json, names: readonly string[], left: Set<string>): Json {
  if (names.length === 0 || typeof value !== 'object' || value === null) return value;
  if (!isFields(value)) return value.map((one: Json) => without(one, names, left));
  const fields = Object.entries(value);
  for (const [name] of fields) if (names.includes(name)) left.add(name);
  return Object.fromEntries(
    fields.filter(([name]) => !names.includes(name)).map(([name, one]) => [name, without(one, names, left)]),
  );
}

function nothingOf(value: Json, left: Set<string>): Json {
  if (isFields(value)) for (const name of Object.keys(value)) left.add(name);
  return {};
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
