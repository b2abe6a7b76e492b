import { Calendar } from '#kernel/time/calendar.js';
import { recordOpening } from '#ledger/book.js';
import { openLog } from '#platform/embedded-adapters.js';
import { THREADS_TIMEOUT, type BookProcess, type BookStores } from './open-book.js';
import { Versions } from './versions/versions.js';

/** A book in the data folder of one process. @throws FolderInUse @throws RestoreUnfinished */
export function openFolder({ settings, health, closers }: BookProcess, clock: () => Date): BookStores {
  const opened = openLog(settings.dataDir, clock);
  closers.add('the log', () => opened.close(), THREADS_TIMEOUT);
  health.readiness.needs('the log', () => opened.trouble());
  const { log } = opened;
  return {
    log,
    soleWriter: true,
    begin: async (opening, now) => {
      await recordOpening(log, opening, now);
      return new Calendar(opening.timeZone, opening.fiscalStart);
    },
    openModels: async ({ workshop, replays }) => {
      workshop.readers.warm();
      const models = await Versions.open(workshop, replays);
      closers.add('the read models', () => models.close(), THREADS_TIMEOUT);
      return { models, trouble: () => models.trouble };
    },
    inTime: (work) => work(),
  };
}
