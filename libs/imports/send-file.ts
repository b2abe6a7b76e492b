import type { ImportLine, ImportSource } from './import-source.js';
import type { Refusal } from './refusals.js';

/** Facts that are settled: each is recorded, was recorded before, or is refused. */
export interface Settled extends Omit<Counts, 'position'> {
  /** How many facts. */
  readonly lines: number;
  readonly position: string | number;
  /** The refused ones; their line is which of those given they are, from 1. */
  readonly errors: readonly {
    readonly line: number;
    readonly id: string;
    readonly code: string;
    readonly detail: string;
  }[];
}

/** Records facts, one JSON text each, part after part. */
export type Send = (lines: readonly string[]) => AsyncIterable<Settled>;

/** Facts sent at a time: as many as a bulk answer names errors; and about the characters of them, for facts that are long. */
const CHUNK = 1_000;
const CHUNK_LENGTH = 4_194_304;

/** What a file, or a part of it, came to. */
export interface Counts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** The highest position of a fact recorded, now or before. */
  readonly position: number;
}

export const NOTHING: Counts = { accepted: 0, duplicates: 0, rejected: 0, position: 0 };

export function sumOf(a: Counts, b: Omit<Counts, 'position'> & { readonly position: string | number }): Counts {
  return {
    accepted: a.accepted + b.accepted,
    duplicates: a.duplicates + b.duplicates,
    rejected: a.rejected + b.rejected,
    position: Math.max(a.position, Number(b.position)),
  };
}

/** A part of a file that has been settled. */
export interface Progress {
  readonly facts: number;
  /** Of the source, in what its size counts. */
  readonly done: number;
  readonly refusals: readonly Refusal[];
  /** Of the source until now. */
  readonly counts: Counts;
}

/** Not all of a file could be sent. */
export class BrokenOff extends Error {
  /** @param next the fact with which it goes on: those before it are settled */
  constructor(
    readonly next: ImportLine,
    readonly counts: Counts,
    cause: unknown,
  ) {
    super('it broke off', { cause });
    this.name = 'BrokenOff';
  }
}

/** Sends the facts of a file in its order, part by part; what is refused stops nothing. @throws BrokenOff */
export async function sendFile(
  source: Pick<ImportSource, 'lines'>,
  send: Send,
  onProgress: (progress: Progress) => Promise<void>,
): Promise<Counts> {
  let counts = NOTHING;
  for await (const chunk of chunksOf(source.lines())) {
    const facts = chunk.filter(isFact);
    const { settled, errors, brokenBy, ...answer } = await summed(send(facts.map(({ text }) => text)));
    const next = facts[settled];
    const done = next === undefined ? chunk : chunk.slice(0, chunk.indexOf(next));
    const refusals = [
      ...done.flatMap((line) => (isFact(line) ? [] : [unreadable(line)])),
      ...errors.map(({ line, id, code, detail }): Refusal => {
        const { line: ofFile, text } = facts[line - 1] ?? {};
        return { ...placed(ofFile), id, code, detail, ...(text !== undefined && { fact: text }) };
      }),
    ].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    const rejected = answer.rejected + (done.length - settled);
    counts = sumOf(counts, { ...answer, rejected });
    await onProgress({ facts: done.length, done: done.at(-1)?.done ?? 0, refusals, counts });
    if (next !== undefined) throw new BrokenOff(next, counts, brokenBy);
  }
  return counts;
}

/** What became of facts, of which only the first may be settled. */
interface Summed extends Counts {
  readonly settled: number;
  readonly errors: Settled['errors'];
  /** Why the others are not. */
  readonly brokenBy?: unknown;
}

async function summed(parts: AsyncIterable<Settled>): Promise<Summed> {
  let counts = NOTHING;
  let settled = 0;
  const errors: Settled['errors'][number][] = [];
  try {
    for await (const part of parts) {
      counts = sumOf(counts, part);
      settled += part.lines;
      errors.push(...part.errors);
    }
    return { ...counts, settled, errors };
  } catch (brokenBy) {
    return { ...counts, settled, errors, brokenBy };
  }
}

type Fact = Extract<ImportLine, { text: string }>;

function isFact(line: ImportLine): line is Fact {
  return 'text' in line;
}

function unreadable(line: Exclude<ImportLine, Fact>): Refusal {
  const { refused, cells } = line;
  return { ...placed(line.line), id: '', ...refused, ...(cells !== undefined && { fact: JSON.stringify(cells) }) };
}

function placed(line: number | undefined): { readonly line?: number } {
  return line === undefined ? {} : { line };
}

async function* chunksOf(lines: AsyncIterable<ImportLine>): AsyncIterable<readonly ImportLine[]> {
  let chunk: ImportLine[] = [];
  let length = 0;
  for await (const line of lines) {
    chunk.push(line);
    if (isFact(line)) length += line.text.length;
    if (chunk.length < CHUNK && length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = [];
    length = 0;
  }
  if (chunk.length > 0) yield chunk;
}
