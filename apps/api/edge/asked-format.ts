import type { FastifyRequest } from 'fastify';
import { FILE_FORMATS, type FileFormatName } from '#exports/formats.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { bestOf } from './accept.js';

export type FormatName = 'json' | FileFormatName;

/** What a table is answered as. */
export interface AskedFormat {
  readonly format: FormatName;
  /** Whether a CSV begins with a byte order mark. */
  readonly bom: boolean;
}

const FILES = Object.keys(FILE_FORMATS) as readonly FileFormatName[];
export const FORMATS: readonly FormatName[] = ['json', ...FILES];
const JSON_TYPE = 'application/json';
const TYPES = [JSON_TYPE, ...Object.values(FILE_FORMATS).map(({ type }) => type.split(';')[0] ?? type)];
/** They say which page: a file has all of them. */
const PAGING = ['limit', 'cursor'];

type Place = Record<string, unknown>;

/**
 * Takes out of a request what it says of the form of its answer, in its address or its body, and leaves the question.
 * @throws Problem for a form that there is not, and for a page of a file
 */
export function takeFormat({ query, body, headers }: FastifyRequest): AskedFormat {
  const places = [query, body].filter(isPlace);
  const said = taken(places, 'format');
  const format = said === undefined ? acceptedBy(headers.accept) : formatOf(said);
  const bom = bomOf(taken(places, 'bom'));
  const paging = format === 'json' ? undefined : PAGING.find((name) => isPlace(query) && name in query);
  if (paging !== undefined) throw invalid(paging, 'has no meaning here: a file has every row');
  return { format, bom };
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function taken(places: readonly Place[], name: string): unknown {
  let found: unknown;
  for (const place of places) {
    found ??= place[name];
    Reflect.deleteProperty(place, name);
  }
  return found;
}

function formatOf(said: unknown): FormatName {
  const found = FORMATS.find((name) => name === said);
  if (found === undefined) throw invalid('format', refusing(said, `must be one of ${FORMATS.join(', ')}`));
  return found;
}

function acceptedBy(accept: string | undefined): FormatName {
  const found = bestOf(accept, TYPES);
  const format = found === undefined ? undefined : FORMATS[TYPES.indexOf(found)];
  if (format !== undefined) return format;
  throw new Problem('not-acceptable', `Accept names no form that there is: it can be ${TYPES.join(', ')}`);
}

function bomOf(said: unknown): boolean {
  if (said === undefined || said === false || said === 'false') return false;
  if (said === true || said === 'true') return true;
  throw invalid('bom', refusing(said, 'must be true or false'));
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
