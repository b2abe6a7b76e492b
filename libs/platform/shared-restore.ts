import type { RecordedEvent } from '#kernel/event.js';
import { Restorer } from '#log-eventstoredb/restored/restorer.js';
import { checkRights } from '#log-eventstoredb/rights.js';
import { LogDigest } from '#log-sqlite/log-digest.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { logFile } from './log-copies.js';
import type { Stores } from './settings.js';

type Distributed = Extract<Stores, { log: 'eventstoredb' }>;

const PAGE = 1_000;

/** What a log is restored from. */
export interface SharedRestore {
  /** Tells it from any other. */
  readonly sha256: string;
  /** The position of its last event. */
  readonly position: number;
  /** The folder of a copy, or all events, page by page; asked for more than once. */
  readonly log: string | (() => AsyncIterable<readonly RecordedEvent[]>);
  /** Told now and then how many events are in the store, and how many of them were read back. */
  readonly onProgress: (stored: number, compared: number) => void;
}

/**
 * Restores a log into the store of events of a deployment, where nothing of the book may be.
 * @returns the digest of what was read back: that of the same log in a file
 * @throws Refused where the store has something of the book, lets it not be written, or has other events in the end
 */
export async function restoreShared(
  { eventStoreUrl, book }: Distributed,
  { sha256, position, log, onProgress }: SharedRestore,
): Promise<string> {
  await checkRights(eventStoreUrl, book, true);
  const restorer = new Restorer(eventStoreUrl, book);
  const digest = new LogDigest();
  const events = typeof log === 'string' ? () => eventsOf(log) : log;
  let [stored, compared] = [0, 0];
  try {
    await restorer.restore(
      { digest: sha256, position, events },
      {
        onStored: (at) => onProgress((stored = at), compared),
        onCompared: (event) => {
          digest.add(event);
          compared = event.position;
          onProgress(Math.max(stored, compared), compared);
        },
      },
    );
  } finally {
    await restorer.close();
  }
  return digest.value;
}

/** The events of a copy. */
async function* eventsOf(folder: string): AsyncIterable<readonly RecordedEvent[]> {
  const log = SqliteEventLog.openReader(logFile(folder));
  try {
    for (let after = 0; ;) {
      const page = await log.readAll(after, PAGE);
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      after = last.position;
    }
  } finally {
    await log.close();
  }
}
