import { Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { readOpening } from '#ledger/book.js';
import { openSharedLog } from '#platform/distributed-adapters.js';
import type { SharedSettings } from '#platform/run-process.js';
import { DEFAULT_BOOK } from '#platform/settings.js';
import type { Waits } from '#platform/waits.js';

type Distributed = SharedSettings['stores'];

/** What every process of a deployment knows of its book. */
export interface SharedBook {
  /** Of the event that opened it: what its topic and its read models are named after. */
  readonly id: string;
  readonly calendar: Calendar;
}

/** The book in a log; waits until an api process has opened it. @throws Refused as `readOpening` */
export async function sharedBook(stores: Distributed, log: EventLog, waits: Waits): Promise<SharedBook> {
  const older = await waits.until('EventStoreDB', () => olderBook(stores, log));
  return waits.until('the book in EventStoreDB', async () => {
    const opened = await readOpening(log);
    const wanted = ['no api process has opened it yet', ...(older === undefined ? [] : [older])];
    if (opened === undefined) throw new Error(wanted.join('; '));
    const { timeZone, fiscalStart } = opened.data;
    return { id: opened.id, calendar: new Calendar(timeZone, fiscalStart) };
  });
}

/** What a book may be called without anybody having said so: nothing, before there were names, and what it is called where none is set. */
const UNSAID = ['', DEFAULT_BOOK];

/**
 * How to go on with a book that was begun in the same server under another name, where the one that is asked for has nothing in it yet:
 * nobody may have meant a new one. Undefined where there is no such book.
 */
export async function olderBook(stores: Distributed, log: EventLog): Promise<string | undefined> {
  const opened = await readOpening(log);
  if (opened !== undefined && (await log.last())?.position !== opened.position) return undefined;
  for (const name of UNSAID) {
    if (name === stores.book || !(await isBegun({ ...stores, book: name }))) continue;
    const how = name === '' ? 'set TALLY_BOOK= (to nothing)' : 'leave TALLY_BOOK out';
    return `EventStoreDB has ${called(name)}, and ${called(stores.book)} has nothing in it: to go on with the other one, ${how} for every process`;
  }
  return undefined;
}

async function isBegun(stores: Distributed): Promise<boolean> {
  const log = openSharedLog(stores);
  try {
    return (await readOpening(log)) !== undefined;
  } finally {
    await log.close();
  }
}

function called(book: string): string {
  return book === '' ? 'a book without a name' : `a book named ${book}`;
}
