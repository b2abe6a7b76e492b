import { resolve } from 'node:path';
import type { RecordedEvent } from '#kernel/event.js';
import type { BookSettings } from '#ledger/book.js';
import type { BookOpened } from '#ledger/events.js';
import { followLog, hasLog, type FollowedLog } from '#platform/adapters.js';
import { UsageError } from './usage-error.js';

/** The data folder a command works on. @param data as given; otherwise the one in the environment */
export function dataFolder(data: string | undefined): string {
  return resolve(data ?? process.env['TALLY_DATA_DIR'] ?? './data');
}

/** A book's log for reading, beside whoever writes it, and what the book counts by. Makes nothing. @throws UsageError where there is no book */
export async function openLogOf(
  folder: string,
): Promise<{ readonly log: FollowedLog; readonly settings: BookSettings }> {
  if (!hasLog(folder)) throw new UsageError(`there is no book in ${folder}`);
  let log: FollowedLog | undefined;
  try {
    log = followLog({ stores: { log: 'sqlite' }, dataDir: folder });
    const [opened] = await log.readStream('book');
    if (opened === undefined) throw new Error('its log is empty');
    return { log, settings: (opened as RecordedEvent & BookOpened).data };
  } catch (error) {
    await log?.close();
    throw new UsageError(`there is no book in ${folder} that can be read: ${(error as Error).message}`);
  }
}

/** What the book in a folder counts by; undefined where there is none. */
export async function settingsOf(folder: string): Promise<BookSettings | undefined> {
  if (!hasLog(folder)) return undefined;
  const { log, settings } = await openLogOf(folder);
  await log.close();
  return settings;
}
