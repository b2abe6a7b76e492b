import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from '#kernel/refused.js';
import type { RecordedEvent } from '#kernel/event.js';
import { allEvents } from '#kernel/ports/all-events.js';
import { followLog } from '#platform/followed-log.js';
import { discardClearLog, hasClearLog, replaceLog } from '#platform/replaced-log.js';
import { markSealed, openKeysIn } from '#platform/personal-keys.js';
import type { KeysInFolder } from '#platform/personal-settings.js';
import { onFoldedCopy } from '../proof/folded-copy.js';
import { HEADS } from '../proof/open-proof.js';
import { digestOn } from '../proof/reproduced.js';
import { isOpen, protectedEvents } from './protected-events.js';

interface Protected {
  readonly events: number;
  /** How many of them had something personal. */
  readonly sealed: number;
  /** Of all figures, before and after. */
  readonly digest: string;
}

export interface Protecting {
  readonly keys: KeysInFolder;
  /** Where heads of the log would be, were any signed, beside the data folder. */
  readonly headsFile?: string | undefined;
}

/**
 * Seals what is personal in a book that was begun without keys: a new log takes the place of the one before, with the same positions, ids and times. The one
 * before stays beside it until it is discarded.
 * @throws Refused where somebody holds a head of the log, where a clear log is there already, or where any figure would be another one
 */
export async function protectBook(folder: string, { keys, headsFile }: Protecting): Promise<Protected> {
  if (await hasClearLog(folder))
    throw new Refused('this book is protected already: tally protect --discard removes the clear log beside it', true);
  await needNoHead(folder, headsFile);
  const keyring = openKeysIn(keys);
  const counted = { events: 0, sealed: 0 };
  let digest = '';
  try {
    await replaceLog(folder, {
      write: (log) => protectedEvents(counting(allEvents(log), counted), keyring),
      check: async (before, after) => {
        const [was, is] = [await digestIn(before), await digestIn(after)];
        if (was !== is)
          throw new Refused(`nothing is changed: all figures had the digest ${was}, and would have ${is}`, true);
        digest = is;
        // From here on the book starts with its keys only.
        markSealed(folder);
      },
    });
  } finally {
    await keyring.close();
  }
  return { ...counted, digest };
}

/** Removes the log as it was before. @throws Refused where there is none, or what took its place has something personal in clear */
export async function discardClear(folder: string): Promise<void> {
  if (!(await hasClearLog(folder)))
    throw new Refused('there is no clear log to discard: run tally protect first', true);
  await eachEvent(folder, (event) => {
    if (isOpen(event)) throw new Refused(`the event at position ${String(event.position)} is not sealed`, true);
  });
  await discardClearLog(folder);
}

/** A head stands for the events as they were: whoever holds one would find another log. */
async function needNoHead(folder: string, headsFile?: string): Promise<void> {
  const files = [join(folder, HEADS), ...(headsFile === undefined ? [] : [headsFile])];
  if (files.some((file) => existsSync(file) && statSync(file).size > 0))
    throw new Refused(
      'heads of this log were signed, which stand for its events as they are: they cannot be sealed any more',
      true,
    );
  await eachEvent(folder, ({ type, position, data }) => {
    if (type === 'PeriodClosed' && data['head'] !== undefined)
      throw new Refused(
        `the closing at position ${String(position)} has the head of this log, which stands for its events as they are: they cannot be sealed any more`,
        true,
      );
  });
}

async function eachEvent(folder: string, look: (event: RecordedEvent) => void): Promise<void> {
  const log = await followLog({ stores: { log: 'sqlite' }, dataDir: folder });
  try {
    for await (const page of allEvents(log)) page.forEach(look);
  } finally {
    await log.close();
  }
}

async function* counting(
  events: AsyncIterable<readonly RecordedEvent[]>,
  counted: { events: number; sealed: number },
): AsyncIterable<readonly RecordedEvent[]> {
  for await (const page of events) {
    counted.events += page.length;
    counted.sealed += page.filter(isOpen).length;
    yield page;
  }
}

/** Of all figures of a book that was copied into a folder of its own, on its last day. */
async function digestIn(folder: string): Promise<string> {
  return onFoldedCopy(folder, { now: new Date() }, async (book) => {
    const last = (await book.log.last()) as RecordedEvent;
    return digestOn(book, book.calendar.dayOf(last.recordedAt));
  });
}
