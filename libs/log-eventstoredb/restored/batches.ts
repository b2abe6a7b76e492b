import { MAX_APPEND, sizeOf } from '#kernel/ports/append-size.js';
import type { RecordedEvent } from '#kernel/event.js';

/** Events in one append at most: quicker than one by one, and soon answered. */
const MOST = 100;
/** Bytes that the mark of an event may take beside it. */
const MARK = 150;

/** Events that follow one another in a log as in their stream, put together into appends in the same order. An event that fills one is alone. */
export function batches(events: readonly RecordedEvent[]): readonly (readonly RecordedEvent[])[] {
  const all: RecordedEvent[][] = [];
  let size = 0;
  for (const event of events) {
    const bytes = sizeOf([event]) + MARK;
    const open = all.at(-1);
    const last = open?.at(-1);
    const follows = last?.stream === event.stream && last.revision + 1 === event.revision;
    if (open !== undefined && follows && open.length < MOST && size + bytes <= MAX_APPEND) open.push(event);
    else all.push([event]);
    size = all.at(-1)?.length === 1 ? bytes : size + bytes;
  }
  return all;
}
