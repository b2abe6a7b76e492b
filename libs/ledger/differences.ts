import { contentHash } from '#kernel/canonical.js';
import type { Json } from '#kernel/event.js';

/** The content of a command, normalized: what `id-conflict` compares. */
export type Content = { readonly [field: string]: Json };

/** A command as it can be read back from the event it became; `filled` names the fields that may have been filled in by us. */
export interface Said {
  readonly content: Content;
  readonly filled: readonly string[];
}

/**
 * The fields in which what a caller asks now differs from what was asked when the event was recorded, as paths such as
 * `lines[2].quantity`. Which of the fillable fields the caller had given is told by the recorded hash.
 */
export function differingFields(asked: Content, said: Said, recordedHash: string): readonly string[] {
  return asked['type'] === said.content['type'] ? differences(asked, originalOf(said, recordedHash), '') : ['type'];
}

/** What the caller had said, as far as the recorded hash tells it: with what may have been filled in where it is the hash of nothing else. */
export function originalOf({ content, filled }: Said, recordedHash: string): Content {
  const candidates = subsets(filled).map((left) => without(content, left));
  return candidates.find((candidate) => contentHash(candidate) === recordedHash) ?? content;
}

function differences(a: Json | undefined, b: Json | undefined, path: string): readonly string[] {
  if (a === b) return [];
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.flatMap((item: Json, i) => differences(item, b[i] as Json, `${path}[${String(i)}]`));
  if (!isObject(a) || !isObject(b)) return [path];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) => differences(a[name], b[name], path === '' ? name : `${path}.${name}`));
}

function isObject(value: Json | undefined): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function subsets(names: readonly string[]): readonly (readonly string[])[] {
  return names.reduce<readonly (readonly string[])[]>(
    (all, name) => [...all, ...all.map((some) => [...some, name])],
    [[]],
  );
}

function without(content: Content, names: readonly string[]): Content {
  return Object.fromEntries(Object.entries(content).filter(([name]) => !names.includes(name)));
}
