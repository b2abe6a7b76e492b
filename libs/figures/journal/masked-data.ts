import type { Json, RecordedEvent } from '#kernel/event.js';
import { unknownShape, type EventTypes } from '#kernel/event-type.js';

type Fields = Readonly<Record<string, Json>>;

/** What is shown of an event to whoever may not see what is of a person. */
export interface MaskedData {
  readonly data: Json;
  /** The fields that were left out; none where absent. */
  readonly masked?: readonly string[];
}

/**
 * The content of an event without what is of a person: neither its personal part nor what people wrote freely. Of one that this release
 * cannot read nothing is shown. @param personal its personal part, where that is kept apart
 */
export function maskedData(
  { type, schema, data }: Pick<RecordedEvent, 'type' | 'schema'> & { readonly data: Json },
  personal: Json | undefined,
  types: EventTypes,
): MaskedData {
  const isKnown = unknownShape(types, type, schema) === undefined;
  const left = new Set(isFields(personal) ? Object.keys(personal) : []);
  const shown = isKnown ? without(data, types[type]?.freeText ?? [], left) : nothingOf(data, left);
  return { data: shown, ...(left.size > 0 && { masked: [...left] }) };
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
