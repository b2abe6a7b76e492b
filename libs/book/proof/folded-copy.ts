import { pino } from 'pino';
import { Problem } from '#kernel/problem.js';
import { readOpening } from '#ledger/book.js';
import { Closers } from '#platform/closers.js';
import { followLog } from '#platform/followed-log.js';
import { Health } from '#platform/health.js';
import { readSettings, type Settings } from '#platform/settings.js';
import type { Book } from '../book.js';
import { openFolder } from '../folder-stores.js';
import { openBook } from '../open-book.js';

/** What time it is to be for questions. */
export interface CopyClock {
  now: Date;
}

/**
 * Folds the log in a folder that was made for it into read models of its own, all of it, and has them asked as those of a server are. Nothing
 * is recorded, and no reaction runs.
 * @throws Error where some of it cannot be folded
 */
export async function onFoldedCopy<Result>(
  folder: string,
  time: CopyClock,
  run: (book: Book) => Promise<Result>,
): Promise<Result> {
  const log = pino({ level: 'silent' });
  const running = { settings: await settingsIn(folder), log, health: new Health(log), closers: new Closers() };
  const clock = (): Date => time.now;
  try {
    const book = await openBook(openFolder(running, clock), running, { clock });
    await covered(book, await book.log.tail());
    return await run(book);
  } finally {
    await running.closers.run(log);
  }
}

/** What the book counts by is in its first event; nothing of the environment is meant here. */
async function settingsIn(folder: string): Promise<Settings> {
  const log = await followLog({ stores: { log: 'sqlite' }, dataDir: folder });
  const opening = await readOpening(log).finally(() => log.close());
  if (opening === undefined) throw new Error('the log does not begin with the event that opens a book');
  const { timeZone, currency, fiscalStart } = opening.data;
  return readSettings({
    TALLY_DATA_DIR: folder,
    TALLY_TIME_ZONE: timeZone,
    TALLY_CURRENCY: currency,
    TALLY_FISCAL_START: String(fiscalStart),
  });
}

/** However long that takes, as long as it goes on: a book of some size has no version that answers when it is opened. */
async function covered({ models }: Book, position: number): Promise<void> {
  for (let reached = -1; ;) {
    try {
      await models.reached(position);
      return;
    } catch (error) {
      const now = Math.max(models.position, models.building()?.position ?? -1);
      if (!(error instanceof Problem) || now <= reached) throw error;
      reached = now;
    }
  }
}
