import { existsSync } from 'node:fs';
import { link, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedEvent } from '#kernel/event.js';
import { Refused } from '#kernel/refused.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { auditLog as auditLogFile } from '#log-sqlite/audit.js';
import { copyDatabase, settle, sync, writeLog } from '#log-sqlite/copy.js';
import { lockFolder } from '#log-sqlite/folder-lock.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { removeOtherViews } from '#views-sqlite/version-files.js';
import { logFile, privateFile } from './log-copies.js';

/** Permanent: where the log is that was there before, and the one that is being written. */
const CLEAR = 'log.sqlite.clear';
const WRITING = 'log.sqlite.protecting';

interface Replacement {
  /** What takes the place of a log, page by page. */
  readonly write: (log: Pick<EventLog, 'readAll'>) => AsyncIterable<readonly RecordedEvent[]>;
  /** @param before @param after folders with a copy of the one and of the other, which go away; what it throws leaves the book as it was */
  readonly check: (before: string, after: string) => Promise<void>;
}

/**
 * Puts another log in the place of that of a data folder, at once: whoever is killed on the way has the one or the other, and begins again. The one
 * before stays beside it; what was made from it is made anew at the next start.
 * @throws FolderInUse, Refused for a log that is damaged, or what `write` and `check` throw
 */
export async function replaceLog(folder: string, { write, check }: Replacement): Promise<void> {
  const lock = lockFolder(folder);
  try {
    const [file, clear, writing] = [logFile(folder), join(folder, CLEAR), join(folder, WRITING)];
    // What lies beside it is in it, too.
    await settle(file);
    needWhole(file);
    await privateFile(writing);
    const log = SqliteEventLog.openReader(file);
    await writeLog(writing, write(log), new Date().toISOString()).finally(() => log.close());
    needWhole(writing);
    await onCopies(folder, [file, writing], check);
    // First what was made from it: nobody is to find in that what the log does not say any more.
    await removeOtherViews(folder, []);
    await rm(clear, { force: true });
    await link(file, clear);
    await rename(writing, file);
    await sync(folder);
  } finally {
    lock.release();
  }
}

/** Whether another log lies beside the one of a folder: before it was replaced both are the same file. */
export async function hasClearLog(folder: string): Promise<boolean> {
  const clear = join(folder, CLEAR);
  if (!existsSync(clear)) return false;
  return (await stat(clear)).ino !== (await stat(logFile(folder))).ino;
}

export async function discardClearLog(folder: string): Promise<void> {
  await rm(join(folder, CLEAR));
  await sync(folder);
}

async function onCopies(folder: string, files: readonly [string, string], check: Replacement['check']): Promise<void> {
  const scratch = await mkdtemp(join(folder, 'protecting-'));
  try {
    const [before, after] = [join(scratch, 'before'), join(scratch, 'after')];
    for (const [to, file] of [
      [before, files[0]],
      [after, files[1]],
    ] as const) {
      await mkdir(to, { mode: 0o700 });
      await privateFile(logFile(to));
      await copyDatabase(file, logFile(to));
    }
    await check(before, after);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function needWhole(file: string): void {
  const { fault } = auditLogFile(file);
  if (fault !== undefined) throw new Refused(`nothing is changed: the log is damaged: ${fault}`, true);
}
