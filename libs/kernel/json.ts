import type { Json } from './event.js';
import { Problem } from './problem.js';

const MAX_DEPTH = 32;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** JSON from bytes. @throws Problem for bytes that are no UTF-8, text that is no JSON, and nesting deeper than 32 */
export function parseJson(bytes: Uint8Array): Json {
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    throw new Problem('invalid-request', 'the body is not valid UTF-8');
  }
  if (isTooDeep(bytes))
    throw new Problem('invalid-request', `the body is nested deeper than ${String(MAX_DEPTH)} levels`);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Problem('invalid-request', `the body is not valid JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside strings, so that a body made only of brackets never reaches the parser. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}
