import { Problem } from '#kernel/problem.js';
import { gistOf, type Gist } from './gist.js';

/** The bytes of an answer, JSON in UTF-8, in pieces that can be moved between threads. */
export interface JsonAnswer {
  readonly pieces: Uint8Array<ArrayBuffer>[];
  readonly bytes: number;
  /** Absent where nobody looked at more than the bytes. */
  readonly gist?: Gist;
}

/** More than this is not held in memory for anybody. */
const MOST_BYTES = 128_000_000;
/** Characters encoded at a time. */
const PIECE = 128_000;
/** Below this many levels a value is written as a whole. */
const LEVELS = 4;

/**
 * Writes an answer piece by piece.
 * @param step called before each piece is encoded; may wait, so that others have their turn
 * @throws Problem `answer-too-large`
 */
export async function writeJson(value: unknown, step: () => Promise<void> | void): Promise<JsonAnswer> {
  const encoder = new TextEncoder();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let text = '';
  const flush = (): void => {
    const piece = encoder.encode(text);
    text = '';
    bytes += piece.length;
    pieces.push(piece);
    if (bytes > MOST_BYTES) throw tooLarge();
  };
  for (const part of parts(value, LEVELS)) {
    text += part;
    if (text.length < PIECE) continue;
    await step();
    flush();
  }
  flush();
  const gist = gistOf(value);
  return { pieces, bytes, ...(gist !== undefined && { gist }) };
}

/** What `JSON.stringify` gives, in parts: no part is larger than the largest thing on the last level. */
function* parts(value: unknown, levels: number): Iterable<string> {
  if (value === undefined) yield 'null';
  else if (levels === 0 || typeof value !== 'object' || value === null || 'toJSON' in value)
    yield JSON.stringify(value);
  else if (Array.isArray(value)) yield* listParts(value, levels);
  else yield* objectParts(value, levels);
}

function* listParts(list: readonly unknown[], levels: number): Iterable<string> {
  let before = '[';
  for (const item of list) {
    yield before;
    yield* parts(item, levels - 1);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

function* objectParts(object: object, levels: number): Iterable<string> {
  let before = '{';
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    yield* parts(value, levels - 1);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

/** Of an answer that would not fit, however it was found out. */
export function tooLarge(): Problem {
  return new Problem(
    'answer-too-large',
    'the answer would be larger than one answer may be: name a later from or an earlier to, a coarser grain, fewer metrics or dimensions, or ask for fewer a page',
  );
}
