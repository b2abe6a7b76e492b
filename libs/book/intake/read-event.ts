import type { Json } from '#kernel/event.js';
import { parseJson } from '#kernel/json.js';
import { Problem } from '#kernel/problem.js';
import { labelError } from '#ledger/label.js';
import type { CloudEvent } from '#subjects/cloud-events/cloud-event.js';

export type { CloudEvent } from '#subjects/cloud-events/cloud-event.js';

/** Names of attributes after the specification. */
const NAME = /^[a-z0-9]+$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
/** JSON, in whatever way it is called. */
const OF_JSON = /^[\w.-]+\/([\w.-]+\+)?json\s*(;|$)/i;
const HEADER = 'ce-';

/** An event in the structured form; whatever else it says of itself is text, a number or a flag. */
export const CLOUD_EVENT_BODY = {
  type: 'object',
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', minLength: 1, maxLength: 200 },
    source: { type: 'string', minLength: 1, maxLength: 200, description: 'the emitter of the fact' },
    type: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description:
        'tallybook. and what /v1/bulk calls a fact, such as tallybook.RecordSale; or what a mapping is called',
    },
    time: { type: 'string', format: 'date-time', description: 'when the fact happened, where its data do not say' },
    datacontenttype: { type: 'string' },
    traceparent: { type: 'string', description: 'kept with the fact, after W3C Trace Context' },
    data: { description: 'the fact, or what a mapping makes one of' },
    data_base64: { type: 'string' },
  },
  required: ['specversion', 'id', 'source', 'type'],
  additionalProperties: { type: ['string', 'number', 'boolean'] },
};

type Attributes = { readonly [name: string]: Json };

/** An event in the structured form, as parsed JSON. @param place where it stands among others @throws Problem `invalid-request` for what is no event of CloudEvents 1.0 */
export function readStructured(value: Json, place = ''): CloudEvent {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused(place, 'an event is an object of JSON');
  const { data, data_base64: encoded, ...attributes } = value as Attributes;
  if (encoded === undefined) return checked(attributes, data, place);
  if (data !== undefined) throw refused(place, 'an event has data or data_base64, not both');
  return checked(attributes, fromBase64(encoded, attributes, place), place);
}

/** A batch of events, as parsed JSON. @throws Problem `invalid-request` naming the first that is none: then none is taken */
export function readBatch(value: Json): readonly CloudEvent[] {
  if (!Array.isArray(value)) throw new Problem('invalid-request', 'a batch is a list of events');
  return value.map((one: Json, i) => readStructured(one, `[${String(i)}]`));
}

/**
 * An event whose attributes are headers. @param headers by their names in lower case @param prefix before the names of attributes
 * @throws Problem as `readStructured`
 */
export function readBinary(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  data: Json | undefined,
  prefix = HEADER,
): CloudEvent {
  const attributes = Object.entries(headers).flatMap(([name, value]) => {
    if (!name.startsWith(prefix) || value === undefined) return [];
    if (typeof value !== 'string') throw refused('', `the header ${name} stands there more than once`);
    return [[name.slice(prefix.length), unescaped(value, name)] as const];
  });
  const type = headers['content-type'];
  const datacontenttype = typeof type === 'string' ? { datacontenttype: type } : {};
  return checked({ ...datacontenttype, ...Object.fromEntries(attributes) }, data, '');
}

/** Whether data of a content type is JSON; none said is JSON, too. */
function isOfJson(type: Json | undefined): boolean {
  return type === undefined || (typeof type === 'string' && OF_JSON.test(type));
}

function checked(attributes: Attributes, data: Json | undefined, place: string): CloudEvent {
  for (const [name, value] of Object.entries(attributes)) {
    if (!NAME.test(name))
      throw refused(place, `${name.slice(0, 50)} is no name of an attribute: they are lower-case letters and digits`);
    if (typeof value === 'object') throw refused(place, 'must be text, a number or a flag', name);
  }
  if (attributes['specversion'] !== '1.0') throw refused(place, 'must be 1.0', 'specversion');
  const [id, source, type] = (['id', 'source', 'type'] as const).map((name) => named(attributes, name, place));
  const { time } = attributes;
  if (time !== undefined && !isInstant(time)) throw refused(place, 'must be an instant after RFC 3339', 'time');
  return {
    ...{ id, source, type, attributes },
    ...(time !== undefined && { time }),
    ...(data !== undefined && { data }),
  } as CloudEvent;
}

/** @throws Problem: what is missing is never invented */
function named(attributes: Attributes, name: string, place: string): string {
  const value = attributes[name];
  const error = value === undefined ? 'is missing' : labelError(value);
  if (error !== undefined) throw refused(place, error, name);
  return value as string;
}

function isInstant(time: Json): time is string {
  return typeof time === 'string' && RFC_3339.test(time) && !Number.isNaN(Date.parse(time));
}

/** Bytes that are JSON by their type are read as that, others are left as they are. */
function fromBase64(encoded: Json, { datacontenttype }: Attributes, place: string): Json {
  if (typeof encoded !== 'string') throw refused(place, 'must be text', 'data_base64');
  return isOfJson(datacontenttype) ? parseJson(Buffer.from(encoded, 'base64')) : encoded;
}

function unescaped(value: string, name: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw refused('', `the header ${name} is not percent-encoded`);
  }
}

/** @param attribute that is wrong */
function refused(place: string, detail: string, attribute = ''): Problem {
  const where = place === '' ? '' : `${place}: `;
  const said = where + (attribute === '' ? detail : `${attribute} ${detail}`);
  if (attribute === '') return new Problem('invalid-request', said);
  return new Problem('invalid-request', said, [{ field: place === '' ? attribute : `${place}.${attribute}`, detail }]);
}
