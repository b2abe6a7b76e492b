import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedEvent } from '#kernel/event.js';
import type { LogAudit } from '#engine/verify.js';
import { auditLog as auditLogFile } from '#log-sqlite/audit.js';
import { copyLog, sync, writeLog } from '#log-sqlite/copy.js';
import { lockFolder } from '#log-sqlite/folder-lock.js';

/** Where the log of a data folder is. */
export function logFile(folder: string): string {
  return join(folder, 'log.sqlite');
}

/** Copies the log of a data folder into another one as it is at one moment, beside whoever writes it. */
export async function backupLog(folder: string, to: string): Promise<void> {
  await privateFile(logFile(to));
  await copyLog(logFile(folder), logFile(to));
}

/** Where the log of a folder is until a restore has come to its end. */
export function unfinishedLog(folder: string): string {
  return `${logFile(folder)}.restoring`;
}

/** Files of a folder in which a restore broke off, which another one may take the place of. */
const REMAINS = ['lock.sqlite', 'log.sqlite.restoring', 'log.sqlite.restoring-journal'];

/** Whether a folder is empty, is not there, or has only what a restore left that broke off. */
export async function isFreeForRestore(folder: string): Promise<boolean> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  return (
    names.length === 0 || (names.includes('log.sqlite.restoring') && names.every((name) => REMAINS.includes(name)))
  );
}

/**
 * Puts a log into a free folder. It has its name only when `check` was content with it and it is on disk; until then no server starts
 * there, and the same can be begun again.
 * @param source the folder of a copy, or the events, page by page
 * @throws FolderInUse, or what `check` throws
 */
export async function restoreLog(
  folder: string,
  source: string | AsyncIterable<readonly RecordedEvent[]>,
  check: (audit: LogAudit) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    const file = unfinishedLog(folder);
    for (const remains of [file, `${file}-journal`]) await rm(remains, { force: true });
    await privateFile(file);
    if (typeof source === 'string') await copyLog(logFile(source), file);
    else await writeLog(file, source, new Date().toISOString());
    check(auditLogFile(file));
    await rename(file, logFile(folder));
    await sync(folder);
  } finally {
    unlock();
  }
}

/** An empty file for this user only, in the place of whatever has its name. */
async function privateFile(file: string): Promise<void> {
  await rm(file, { force: true });
  await (await open(file, 'wx', 0o600)).close();
}

/** A restore into this data folder did not come to its end: there is no book in it yet. */
export class RestoreUnfinished extends Error {
  constructor(folder: string) {
    super(`a restore into ${folder} did not come to its end: run it again, or set TALLY_DATA_DIR to another folder`);
    this.name = 'RestoreUnfinished';
  }
}
