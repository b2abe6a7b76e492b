import { hash } from 'node:crypto';
import type { Json } from './event.js';

/** JSON with sorted field names: equal values have equal text. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join()}]`;
  const object = value as { readonly [field: string]: Json };
  const fields = Object.keys(object).sort();
  return `{${fields.map((field) => `${JSON.stringify(field)}:${canonicalJson(object[field] as Json)}`).join()}}`;
}

/** SHA-256 of the canonical JSON, base64url, 43 characters. */
export function contentHash(value: Json): string {
  return hash('sha256', canonicalJson(value), 'base64url');
}
