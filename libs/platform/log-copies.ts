import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedEvent } from '#kernel/event.js';
import type { LogAudit } from '#engine/verify.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { LogTree } from '#kernel/ports/log-tree.js';
import { auditLog as auditLogFile } from '#log-sqlite/audit.js';
import { copyDatabase, settle, sync, writeLog } from '#log-sqlite/copy.js';
import { lockFolder } from '#log-sqlite/folder-lock.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteLogTree } from '#log-sqlite/sqlite-log-tree.js';
import { SqliteOutboxCopy } from '#outbox-sqlite/sqlite-outbox-copy.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';

/** Where the log of a data folder is. */
export function logFile(folder: string): string {
  return join(folder, 'log.sqlite');
}

/** Where is what is to leave the house of a data folder, and how far its reactions are. */
export function outboxFile(folder: string): string {
  return join(folder, 'outbox.sqlite');
}

/** Permanent: the file of a data folder that says who asked for what. */
export function auditFile(folder: string): string {
  return join(folder, 'audit.sqlite');
}

/**
 * Copies the log of a data folder into another one as it is at one moment, beside whoever writes it, and after it the outbox where there
 * is one: whatever had left by then about facts of the copy is known to it. What is decided meanwhile is not in the copy of the log, so that
 * reactions are as far there as they were before: they come to it again. Last who asked for what, where that is kept.
 */
export async function backupBook(folder: string, to: string): Promise<void> {
  const reached = reachedIn(folder);
  await privateFile(logFile(to));
  await copyDatabase(logFile(folder), logFile(to));
  for (const fileOf of [outboxFile, auditFile]) if (existsSync(fileOf(folder))) await copyBeside(fileOf, folder, to);
  if (!existsSync(outboxFile(to))) return;
  SqliteOutbox.putBack(outboxFile(to), reached);
  await settle(outboxFile(to));
}

/** How far the reactions of a folder are. */
function reachedIn(folder: string): ReturnType<SqliteOutboxCopy['checkpoints']> {
  if (!existsSync(outboxFile(folder))) return [];
  const outbox = new SqliteOutboxCopy(outboxFile(folder));
  try {
    return outbox.checkpoints();
  } finally {
    outbox.close();
  }
}

async function copyBeside(fileOf: (folder: string) => string, from: string, to: string): Promise<void> {
  await privateFile(fileOf(to));
  await copyDatabase(fileOf(from), fileOf(to));
}

/**
 * Looks at every event of a log that lies elsewhere, as at those of a folder's: they are written into a folder that nobody else uses.
 * @param events all of them, page by page
 */
export async function auditCopied(events: AsyncIterable<readonly RecordedEvent[]>, folder: string): Promise<LogAudit> {
  const file = logFile(folder);
  await privateFile(file);
  await writeLog(file, events, new Date().toISOString());
  return auditLogFile(file);
}

/** Where the log of a folder is until a restore has come to its end. */
export function unfinishedLog(folder: string): string {
  return `${logFile(folder)}.restoring`;
}

/** Files of a folder in which a restore broke off, which another one may take the place of. */
const UNFINISHED = ['', '-journal', '-wal', '-shm'].map((end) => `log.sqlite.restoring${end}`);
const REMAINS = ['lock.sqlite', ...UNFINISHED, 'outbox.sqlite', 'audit.sqlite', 'protected'];

/** Whether a folder is empty, is not there, or has only what a restore left that broke off. */
export async function isFreeForRestore(folder: string): Promise<boolean> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  return (
    names.length === 0 || (names.includes('log.sqlite.restoring') && names.every((name) => REMAINS.includes(name)))
  );
}

/** What a log that was put back has to say more, by what is in it and the tree over that; undefined for nothing. */
export type Amending = (
  log: Pick<EventLog, 'readAll'>,
) => Promise<((log: EventLog, tree: LogTree) => Promise<void>) | undefined>;

/** What is put into a folder. */
interface Restored {
  readonly log: string | AsyncIterable<readonly RecordedEvent[]>;
  readonly outbox?: string;
  readonly audit?: string;
}

/**
 * Puts a log into a free folder. It has its name only when `check` was content with it and it is on disk; until then no server starts
 * there, and the same can be begun again.
 * @param log the folder of a copy, or the events, page by page
 * @param outbox the folder of a copy; without one nothing is to leave the house, and reactions begin with what comes after
 * @param audit the folder of a copy with who asked for what; without one that begins anew
 * @throws FolderInUse, or what `check` and `amend` throw
 */
export async function restoreBook(
  folder: string,
  { log, outbox, audit: asked }: Restored,
  check: (audit: LogAudit) => void,
  amend: Amending = () => Promise.resolve(undefined),
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const file = unfinishedLog(folder);
    for (const remains of [...UNFINISHED.map((name) => join(folder, name)), outboxFile(folder), auditFile(folder)])
      await rm(remains, { force: true });
    await privateFile(file);
    if (typeof log === 'string') await copyDatabase(logFile(log), file);
    else await writeLog(file, log, new Date().toISOString());
    const audit = auditLogFile(file);
    check(audit);
    await amended(file, amend);
    if (asked !== undefined) await copyBeside(auditFile, asked, folder);
    if (outbox !== undefined) {
      await copyBeside(outboxFile, outbox, folder);
      SqliteOutbox.endAt(outboxFile(folder), audit.position);
      await sync(outboxFile(folder));
    }
    await rename(file, logFile(folder));
    await sync(folder);
  } finally {
    lock.release();
  }
}

/** All of it is in the one file again, and on disk, when it ends. */
async function amended(file: string, amend: Amending): Promise<void> {
  const read = SqliteEventLog.openReader(file);
  const change = await amend(read).finally(() => read.close());
  if (change === undefined) return;
  const log = SqliteEventLog.open(file, () => new Date());
  const tree = SqliteLogTree.openReader(file);
  await change(log, tree)
    .finally(() => tree.close())
    .finally(() => log.close());
  await settle(file);
}

/** An empty file for this user only, in the place of whatever has its name. */
export async function privateFile(file: string): Promise<void> {
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
