import { resolve } from 'node:path';
import { readOpening, type BookSettings } from '#ledger/book.js';
import { hasLog } from '#platform/embedded-adapters.js';
import { followLog, type FollowedLog } from '#platform/followed-log.js';
import { UsageError } from './usage-error.js';

/**
 * The data folder a command works on, also where nothing is in it yet.
 * @param data as given; otherwise the one in the environment
 * @param instead what the command's user does about a book in EventStoreDB
 * @throws UsageError where the environment is that of such a book and no folder is given: whatever is in its folder, it is not the book
 */
export function dataFolder(data: string | undefined, instead: string): string {
  if (data === undefined && process.env['TALLY_LOG'] === 'eventstoredb')
    throw new UsageError(
      `the book of these settings is in EventStoreDB (TALLY_LOG), not in a data folder: ${instead}; for a book in a data folder name that with --data`,
    );
  return resolve(data ?? process.env['TALLY_DATA_DIR'] ?? './data');
}

/** The environment of a book in a data folder: where that was named, what says that another one is elsewhere is not meant. */
export function folderEnvironment(): NodeJS.ProcessEnv {
  const { TALLY_LOG: _log, TALLY_BUS: _bus, TALLY_VIEWS: _views, ...rest } = process.env;
  return rest;
}

/**
 * A book's log for reading, beside whoever writes it, what the book counts by, and its id. Makes nothing.
 * @throws UsageError where there is no book
 */
export async function openLogOf(
  folder: string,
): Promise<{ readonly log: FollowedLog; readonly settings: BookSettings; readonly id: string }> {
  if (!hasLog(folder)) throw new UsageError(`there is no book in ${folder}`);
  let log: FollowedLog | undefined;
  try {
    log = await followLog({ stores: { log: 'sqlite' }, dataDir: folder });
    const opened = await readOpening(log);
    if (opened === undefined) throw new Error('its log is empty');
    return { log, settings: opened.data, id: opened.id };
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

/** The id of the book in a folder: of the event that opened it. @throws UsageError where there is none */
export async function bookIn(folder: string): Promise<string> {
  const { log, id } = await openLogOf(folder);
  await log.close();
  return id;
}
