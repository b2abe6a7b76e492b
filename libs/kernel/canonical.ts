import { hash } from 'node:crypto';
import type { Json } from './event.js';

/** JSON with sorted field names: equal values have equal text. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const one of value as readonly Json[]) text += (text === '' ? '[' : ',') + canonicalJson(one);
    return text === '' ? '[]' : `${text}]`;
  }
  const object = value as { readonly [field: string]: Json };
  for (const field of sorted(Object.keys(object)))
    text += (text === '' ? '{' : ',') + named(field) + canonicalJson(object[field] as Json);
  return text === '' ? '{}' : `${text}}`;
}

/** So many are sorted faster one by one, and without a copy, than by a call. */
const FEW = 16;

function sorted(fields: string[]): readonly string[] {
  if (fields.length > FEW) return fields.sort();
  for (let i = 1; i < fields.length; i++) {
    const field = fields[i] as string;
    let at = i;
    for (; at > 0 && (fields[at - 1] as string) > field; at--) fields[at] = fields[at - 1] as string;
    fields[at] = field;
  }
  return fields;
}

/** The names of fields as they stand before their values: what facts have, not all that callers think of. */
const names = new Map<string, string>();
const MOST_NAMES = 1_000;

function named(field: string): string {
  const known = names.get(field);
  if (known !== undefined) return known;
  const text = `${quoted(field)}:`;
  if (names.size < MOST_NAMES) names.set(field, text);
  return text;
}

/** Most text needs no escape, which a pattern tells sooner than JSON.stringify. */
function quoted(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** SHA-256 of the canonical JSON, base64url, 43 characters. */
export function contentHash(value: Json): string {
  return hash('sha256', canonicalJson(value), 'base64url');
}
