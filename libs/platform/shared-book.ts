import { Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Waits } from './waits.js';

/** Logical shards of a book over several machines. Permanent for a book: the chains of its shards depend on it. */
export const SHARDS = 16;

/** Partitions a new topic has: how many projectors can share the work. */
const PARTITIONS = 12;

/** The topic of a book. Its name is permanent: under another one projectors begin at what that has, and read the rest from the log. */
export function topicOf(book: string): { readonly topic: string; readonly partitions: number } {
  return { topic: `tallybook-${book}`, partitions: PARTITIONS };
}

/** What every process of a deployment knows of its book. */
export interface SharedBook {
  /** Of the event that opened it: what its topic and its read models are named after. */
  readonly id: string;
  readonly calendar: Calendar;
}

/** The book in a log; waits until an api process has opened it. */
export function sharedBook(log: EventLog, waits: Waits): Promise<SharedBook> {
  return waits.until('the book in EventStoreDB', async () => {
    const [opened] = await log.readStream('book');
    if (opened === undefined) throw new Error('no api process has opened it yet');
    const { timeZone, fiscalStart } = opened.data as { readonly timeZone: string; readonly fiscalStart: number };
    return { id: opened.id, calendar: new Calendar(timeZone, fiscalStart) };
  });
}
