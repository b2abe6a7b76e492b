import { pascal } from './names.js';
import type { Document, Operation, Parameter, Schema } from './schema.js';

/** An operation as the client calls it. */
export interface Called {
  readonly name: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  /** In a sentence each. */
  readonly summary: string;
  readonly pathNames: readonly string[];
  readonly body?: Named;
  /** The body is a file. */
  readonly isUpload: boolean;
  readonly query?: Named & { readonly isNeeded: boolean };
  /** Absent where the description does not say. */
  readonly answer?: Named;
  readonly isText: boolean;
  /** It can be had as a file too. */
  readonly isTable: boolean;
  /** Statuses beside 2xx that are answers and no problems. */
  readonly otherAnswers: readonly number[];
  /** It is a page of a list: the field with its items, the type of one, and the parameter for the next page. */
  readonly listing?: { readonly items: string; readonly cursor: string };
  readonly fact?: NonNullable<Operation['x-fact']>;
  /** It begins something that is not known by an id of the caller's: sent twice it may begin two. */
  readonly isOnce: boolean;
  /** Its work has stages, which can be followed. */
  readonly isStaged: boolean;
}

/** A schema and what its type is called. */
export interface Named {
  readonly type: string;
  readonly schema: Schema;
}

const JSON_TYPE = 'application/json';
/** What says that an answer can be had as a file of rows and columns, and what says as which. */
const FILE = 'text/csv';
/** The type of a body that is a file. */
const UPLOAD = 'application/octet-stream';
/** The type of an answer that is bytes, read by what knows their form. */
const BYTES = UPLOAD;
const FORM = ['format', 'bom'];
/** What an answer with its stages is asked for as: a call like others. */
const EVENTS = 'text/event-stream';
/** Told in lines or events, which is written by hand, or shown as a picture or a document: no calls with one answer. */
const NO_CALLS = [
  'application/x-ndjson',
  'application/cloudevents+json',
  EVENTS,
  'image/svg+xml',
  'image/png',
  'application/pdf',
];

/** The operations of a description that are calls with one answer, in its order. */
export function calledOf(document: Document): readonly Called[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      isNoCall(operation) ? [] : [called(document, method.toUpperCase(), path, operation)],
    ),
  );
}

function isNoCall({ requestBody, responses, 'x-stages': stages }: Operation): boolean {
  if (Object.values(responses).some(({ content = {} }) => BYTES in content)) return true;
  const types = [requestBody?.content ?? {}, ...Object.values(responses).map(({ content = {} }) => content)];
  return types.some((content) =>
    Object.keys(content).some((type) => NO_CALLS.includes(type) && !(type === EVENTS && stages)),
  );
}

function called(document: Document, method: string, path: string, operation: Operation): Called {
  const { operationId: name, parameters = [], responses, summary, description, tags = [] } = operation;
  const fact = operation['x-fact'];
  const isTable = Object.values(responses).some(({ content = {} }) => FILE in content);
  // Calls answer JSON; files have calls of their own.
  const query = queryOf(name, isTable ? parameters.filter((one) => !FORM.includes(one.name)) : parameters);
  const body = named(operation.requestBody?.content[JSON_TYPE]?.schema, fact?.type ?? `${pascal(name)}Body`);
  const found = Object.entries(responses).filter(([, { content }]) => content?.[JSON_TYPE] !== undefined);
  const answer = named(found[0]?.[1].content?.[JSON_TYPE]?.schema, `${pascal(name)}Answer`);
  const listing = listingOf(document, query?.schema, answer?.schema);
  return {
    name,
    tag: tags[0] ?? 'other',
    method,
    path,
    summary: [summary, description].filter((text) => text !== undefined && text !== '').join('. '),
    pathNames: [...path.matchAll(/\{(\w+)\}/g)].map(([, named = '']) => named),
    ...(body !== undefined && { body }),
    isUpload: operation.requestBody?.content[UPLOAD] !== undefined,
    ...(query !== undefined && { query }),
    ...(answer !== undefined && { answer }),
    otherAnswers: found.map(([status]) => Number(status)).filter((status) => status >= 300),
    ...(listing !== undefined && { listing }),
    ...(fact !== undefined && { fact }),
    isText: Object.values(responses).some(({ content = {} }) => 'text/plain' in content),
    isTable,
    isStaged: operation['x-stages'] !== undefined,
    isOnce: method === 'POST' && responses['202'] !== undefined,
  };
}

/** A schema of the description under its own name there, another one under the name given. */
function named(schema: Schema | undefined, type: string): Named | undefined {
  if (schema === undefined) return undefined;
  return { type: schema.$ref === undefined ? type : schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1), schema };
}

/** Its parameters as one object; those with a dot are fields of an object of their own. */
function queryOf(name: string, parameters: readonly Parameter[]): Called['query'] {
  const inQuery = parameters.filter((one) => one.in === 'query');
  if (inQuery.length === 0) return undefined;
  const properties: Record<string, Schema> = {};
  const inner: Record<string, Record<string, Schema>> = {};
  for (const { name: parameter, schema = {}, description } of inQuery) {
    const said = { ...schema, ...(description !== undefined && { description }) };
    const [outer = '', field] = parameter.split('.', 2);
    if (field === undefined) properties[outer] = said;
    else (inner[outer] ??= {})[field] = said;
  }
  for (const [outer, fields] of Object.entries(inner)) properties[outer] = { type: 'object', properties: fields };
  const required = inQuery.filter((one) => one.required).map((one) => one.name);
  const schema: Schema = { type: 'object', properties, required };
  return { type: `${pascal(name)}Query`, schema, isNeeded: required.length > 0 };
}

const CURSORS = ['cursor', 'after'];

function listingOf(document: Document, query: Schema | undefined, answer: Schema | undefined): Called['listing'] {
  const { properties = {} } = resolved(document, answer);
  const cursor = CURSORS.find((one) => query?.properties?.[one] !== undefined);
  const lists = Object.keys(properties).filter((name) => resolved(document, properties[name]).type === 'array');
  const [items] = lists;
  if (cursor === undefined || items === undefined || lists.length > 1 || !('next' in properties)) return undefined;
  return { items, cursor };
}

function resolved(document: Document, schema: Schema = {}): Schema {
  if (schema.$ref === undefined) return schema;
  return document.components?.schemas?.[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] ?? {};
}
