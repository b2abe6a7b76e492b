import { setTimeout as sleep } from 'node:timers/promises';
import { Calendar } from '#kernel/calendar.js';
import type { EventLog } from '#kernel/event-log.port.js';

/** Logical shards of a book over several machines. Permanent for a book: the chains of its shards depend on it. */
export const SHARDS = 16;

/** Milliseconds between two looks for a book that nobody has opened yet. */
const LOOK_AGAIN = 1_000;

/** What every process of a deployment knows of its book. */
export interface SharedBook {
  /** Of the event that opened it: what its topic and its read models are named after. */
  readonly id: string;
  readonly calendar: Calendar;
}

/** The book in a log; waits until an api process has opened it. @param onWaiting told what it waits for */
export async function sharedBook(
  log: EventLog,
  onWaiting: (what: string, error?: unknown) => void,
): Promise<SharedBook> {
  for (;;) {
    try {
      const [opened] = await log.readStream('book');
      if (opened !== undefined) {
        const { timeZone, fiscalStart } = opened.data as { readonly timeZone: string; readonly fiscalStart: number };
        return { id: opened.id, calendar: new Calendar(timeZone, fiscalStart) };
      }
      onWaiting('an api process to open the book');
    } catch (error) {
      onWaiting('the event log', error);
    }
    await sleep(LOOK_AGAIN);
  }
}
