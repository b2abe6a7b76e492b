import { Calendar } from '#kernel/time/calendar.js';
import { recordOpening } from '#ledger/book.js';
import { openKeyring } from '#platform/personal-keys.js';
import { openAuditStore, openLog, openLogTree, openOutbox, openSessions } from '#platform/embedded-adapters.js';
import { THREADS_TIMEOUT, type BookProcess, type BookStores } from './open-book.js';
import { openFolderVersions } from './versions/folder-versions.js';

/** Milliseconds between two looks at the lock of the data folder. */
const LOOK_AGAIN = 1_000;

/**
 * A book in the data folder of one process. @param end has that process end, where somebody has taken the folder from it
 * @throws FolderInUse @throws RestoreUnfinished
 */
export function openFolder(
  { settings, log: logger, health, closers }: BookProcess,
  clock: () => Date,
  end: () => void = () => undefined,
): BookStores {
  const opened = openLog(settings.dataDir, clock);
  closers.add('the log', () => opened.close(), THREADS_TIMEOUT);
  health.readiness.needs('the log', () => opened.trouble());
  const watch = setInterval(() => endWhenLost(opened, logger, end), LOOK_AGAIN).unref();
  closers.add('the look at the lock of the data folder', async () => clearInterval(watch));
  const { log } = opened;
  return {
    log,
    soleWriter: true,
    begin: async (opening, now) => {
      await recordOpening(log, opening, now);
      return new Calendar(opening.timeZone, opening.fiscalStart);
    },
    openModels: async (parts) => {
      parts.workshop.readers.warm();
      const onSetAside = (name: string, why: string): void => logger.warn({ name, why }, 'read models were set aside');
      const versions = await openFolderVersions({ ...parts, onSetAside });
      closers.add('the read models', () => versions.close(), THREADS_TIMEOUT);
      return versions;
    },
    openOutbox: () => {
      const outbox = openOutbox(settings.dataDir);
      closers.add('the outbox', () => outbox.close());
      return outbox;
    },
    openAudit: () => openAuditStore(settings.dataDir),
    openSessions: () => openSessions(settings.dataDir),
    openKeyring: () => openKeyring(settings.dataDir, settings.personalKeys),
    logFolder: settings.dataDir,
    openTree: () => openLogTree(settings.dataDir),
    remakeTree: async () => opened.remakeTree(),
    auditedAt: () => ({ folder: settings.dataDir }),
    inTime: (work) => work(),
  };
}

/** Two processes that write would leave a log that is none. */
function endWhenLost(log: { isLost(): boolean }, logger: BookProcess['log'], end: () => void): void {
  if (!log.isLost()) return;
  logger.fatal(
    'lock.sqlite of the data folder was removed or replaced, so another process can write to it: this one stops; make sure that no other runs, and start it again',
  );
  end();
}
