import { Readable } from 'node:stream';

/** What is noted of an answer by who keeps account of what was shown. */
export interface Gist {
  /** Of the longest list in it; one where it is a single thing. */
  readonly records: number;
  /** Of the log, that it covers. */
  readonly position: string | null;
}

/** Undefined for bytes and texts, such as a picture, and for what is sent as it is read. */
export function gistOf(answer: unknown): Gist | undefined {
  if (typeof answer !== 'object' || answer === null || ArrayBuffer.isView(answer) || answer instanceof Readable)
    return undefined;
  const lists = Object.values(answer).filter((value) => Array.isArray(value));
  const records = lists.length === 0 ? 1 : Math.max(...lists.map((list) => list.length));
  const { position, meta } = answer as { readonly position?: unknown; readonly meta?: { readonly position?: unknown } };
  const covered = meta?.position ?? position;
  return { records, position: typeof covered === 'string' ? covered : null };
}
