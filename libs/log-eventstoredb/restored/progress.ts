import { jsonEvent, type JSONEventData } from '@eventstore/db-client';
import { Refused } from '#kernel/refused.js';
import type { BookNames } from '../book-names.js';
import type { Reader } from '../reader.js';
import type { RestoredPart } from './places.js';

/** Permanent: the types of what a restore writes about itself, into a stream that is no part of the book. */
const BEGUN = 'RestoreBegun';
const WHOLE = 'RestoreWhole';
const ENDED = 'RestoreEnded';

/** How far a restore into a log has come; `source` tells what was restored from anything else. */
export type Progress =
  | { readonly state: 'none' }
  | { readonly state: 'begun'; readonly source: string }
  | { readonly state: 'whole'; readonly source: string; readonly part: RestoredPart }
  | { readonly state: 'ended'; readonly source: string; readonly part: RestoredPart };

/** Asks the server how far a restore into a book's log has come. */
export async function readProgress(reader: Pick<Reader, 'latestOf'>, names: BookNames): Promise<Progress> {
  const [last] = await reader.latestOf(names.restore, 1);
  if (last?.event === undefined) return { state: 'none' };
  const { source, upTo, places } = last.event.data as unknown as RestoredPart & { readonly source: string };
  const part = { upTo, places };
  if (last.event.type === ENDED) return { state: 'ended', source, part };
  if (last.event.type === WHOLE) return { state: 'whole', source, part };
  return { state: 'begun', source };
}

/** The first thing a restore writes. @param source tells what is restored from anything else */
export function begun(source: string): JSONEventData {
  return jsonEvent({ type: BEGUN, data: { source } });
}

/** All of it is there and is the same: what is to be recorded behind it can be, by whoever restores. */
export function whole(source: string, part: RestoredPart): JSONEventData {
  return jsonEvent({ type: WHOLE, data: stored(source, part) });
}

/** The last thing it writes: until it is there, the log is no book. */
export function ended(source: string, part: RestoredPart): JSONEventData {
  return jsonEvent({ type: ENDED, data: stored(source, part) });
}

function stored(source: string, { upTo, places }: RestoredPart): JSONEventData['data'] {
  return { source, upTo, places: places.map((place) => [...place]) };
}

/** Why nobody opens a log that a restore has not come to the end of, and what to do. */
export function unfinished(names: BookNames): Refused {
  return new Refused(
    `a restore into this log did not come to its end (the stream ${names.restore} says so): run it again, it goes on where it was; or begin with an EventStoreDB that has nothing of the book, or with another TALLY_BOOK`,
    true,
  );
}
