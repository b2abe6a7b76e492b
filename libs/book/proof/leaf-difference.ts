import type { RecordedEvent } from '#kernel/event.js';
import { readEntryBundle } from '#merkle/entry-bundle.js';
import { leafHash } from '#merkle/hashes.js';
import { NotProven } from '#merkle/not-proven.js';

/** How an event is called in sentences. */
export function eventNamed({ position, type, id, revision, stream }: Named): string {
  return `the event at position ${String(position)} (${type} ${id}, ${String(revision)} of ${stream})`;
}

type Named = Pick<RecordedEvent, 'position' | 'type' | 'id' | 'revision' | 'stream'>;

/** An event that is not the one its leaf in the tree is of. */
export interface OtherLeaf {
  readonly event: RecordedEvent;
  /** As it is made of the event that is there. */
  readonly entry: string;
  /** The position of the event in front of it; 0 where there is none. */
  readonly before: number;
  /** How many events are in front of it. */
  readonly index: number;
}

/**
 * What is wrong with it, in a sentence.
 * @param was what its leaf holds, where somebody has kept that: what has changed can be told then
 */
export function leafDifference({ event, entry, before, index }: OtherLeaf, was: string | undefined): string {
  if (was !== undefined) return changed(event, asFields(entry), asFields(was));
  // Positions of a log in a server, or restored from one, are far apart; in others each event is one behind the event in front of it.
  if (before === index && event.position > before + 1)
    return `the event at position ${String(before + 1)} is missing: behind position ${String(before)} comes ${eventNamed(event)}`;
  return `${eventNamed(event)} is not as it was recorded: the tree has another leaf in its place`;
}

/** What the leaf of a hash holds, where the tile of entries that is kept has it. */
export function keptEntry(entries: Buffer | undefined, place: number, hash: Buffer): string | undefined {
  const entry = entries === undefined ? undefined : entriesIn(entries)[place];
  return entry !== undefined && leafHash(entry).equals(hash) ? entry : undefined;
}

function entriesIn(bytes: Buffer): readonly string[] {
  try {
    return readEntryBundle(bytes);
  } catch (error) {
    // They only help to say what has changed.
    if (error instanceof NotProven) return [];
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function asFields(entry: string): Fields {
  return JSON.parse(entry) as Fields;
}

function changed(event: RecordedEvent, is: Fields, was: Fields): string {
  const recorded = eventNamed(was as unknown as Named);
  if (is['id'] !== was['id']) return `${recorded} is missing: in its place is ${eventNamed(event)}`;
  const differences = Object.keys(was).filter((name) => is[name] !== was[name]);
  const told = differences.map((name) =>
    ['data', 'envelope'].includes(name) ? name : `${name} (${String(was[name])}, now ${String(is[name])})`,
  );
  return `${recorded} is not as it was recorded: different is its ${told.join(', ')}`;
}
