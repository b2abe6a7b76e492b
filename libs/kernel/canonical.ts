import { hash } from 'node:crypto';
import type { Json } from './event.js';

/** JSON with sorted field names: equal values have equal text. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join()}]`;
  const object = value as { readonly [field: string]: Json };
  let text = '';
  for (const field of Object.keys(object).sort())
    text += `${text === '' ? '{' : ','}${quoted(field)}:${canonicalJson(object[field] as Json)}`;
  return text === '' ? '{}' : `${text}}`;
}

/** Most text needs no escape, which a pattern tells sooner than JSON.stringify. */
function quoted(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** SHA-256 of the canonical JSON, base64url, 43 characters. */
export function contentHash(value: Json): string {
  return hash('sha256', canonicalJson(value), 'base64url');
}
