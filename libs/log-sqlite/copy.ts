import { open } from 'node:fs/promises';
import { backup, DatabaseSync } from 'node:sqlite';
import type { RecordedEvent } from '#kernel/event.js';
import { EventWriter, type Head } from './event-table.js';
import { NO_DIGEST } from './hash-chain.js';

/** More pages than a file has: all are copied in one step, so that a writer at work never makes the copy begin again. */
const ALL = 2 ** 31 - 1;

/** Copies a database as it is at one moment, beside its writer; into an empty file, which is all of it then. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    source.exec('PRAGMA busy_timeout = 5000');
    await backup(source, to, { rate: ALL });
  } finally {
    source.close();
  }
  await settle(to);
}

/** Puts events into an empty file as they were: positions, ids and recorded times too. @returns where the log ends @throws for one that does not fit */
export async function writeLog(
  to: string,
  events: AsyncIterable<readonly RecordedEvent[]>,
  now: string,
): Promise<Head> {
  const db = new DatabaseSync(to);
  let head: Head = { position: 0, recordedAt: '', isAssumed: false, digest: NO_DIGEST };
  try {
    // Nothing is promised before the file is whole; it is synced then.
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
    const writer = new EventWriter(db, now);
    for await (const some of events) {
      db.exec('BEGIN');
      for (const event of some) head = writer.insert(event, head);
      writer.finish();
      db.exec('COMMIT');
    }
  } finally {
    db.close();
  }
  await settle(to);
  return head;
}

/** Everything is in the one file, and on disk. */
export async function settle(file: string): Promise<void> {
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA journal_mode = DELETE');
  } finally {
    db.close();
  }
  await sync(file);
}

/** Puts a file, or the names in a folder, on disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
