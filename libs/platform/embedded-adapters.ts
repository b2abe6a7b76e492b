import { existsSync, rmSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import { SqliteAuditStore } from '#audit-sqlite/sqlite-audit-store.js';
import type { LogAudit } from '#engine/verify.js';
import type { AuditStore } from '#kernel/ports/audit-store.js';
import type { Bus } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { LogSnapshot, LogTree } from '#kernel/ports/log-tree.js';
import type { Origins } from '#kernel/ports/origins.js';
import type { Outbox, OutboxCopy } from '#kernel/ports/outbox.js';
import type { Register } from '#kernel/ports/register.js';
import type { SessionStore } from '#kernel/ports/session-store.js';
import type { ChainedStore } from '#kernel/ports/fact-index.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { auditLog as auditLogFile } from '#log-sqlite/audit.js';
import { lockFolder } from '#log-sqlite/folder-lock.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteLogTree } from '#log-sqlite/sqlite-log-tree.js';
import { SqliteOutboxCopy } from '#outbox-sqlite/sqlite-outbox-copy.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { SqliteSessionStore } from '#sessions-sqlite/sqlite-session-store.js';
import { isDamaged } from '#views-sqlite/damaged.js';
import { SqliteOrigins } from '#views-sqlite/sqlite-origins.js';
import { SqliteRegister } from '#views-sqlite/sqlite-register.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { viewsFile } from '#views-sqlite/version-files.js';
import { auditFile, logFile, outboxFile, RestoreUnfinished, unfinishedLog } from './log-copies.js';
import { ThreadedViews } from './views-thread/threaded-views.js';

/** The adapters of one process with its book in a data folder. */

export { FolderInUse } from '#log-sqlite/folder-lock.js';
export { openFollowing, readViews, snapshotViews } from './logged-adapters.js';
export { removeOtherViews, removeViews, versionsIn } from '#views-sqlite/version-files.js';
export type { ThreadedViews } from './views-thread/threaded-views.js';

/** A log with its writer. */
interface OpenLog {
  readonly log: EventLog;
  trouble(): Promise<string | undefined>;
  /** Whether another process can write to it by now: the lock of the folder was removed. */
  isLost(): boolean;
  /** Makes its tree and its digests anew of the events that are there. */
  remakeTree(): void;
  close(): Promise<void>;
}

/**
 * The log of a data folder, for its one writing process, and why nothing can be appended to it.
 * @throws FolderInUse @throws RestoreUnfinished
 */
export function openLog(folder: string, clock: () => Date): OpenLog {
  const lock = lockFolder(folder);
  try {
    if (existsSync(unfinishedLog(folder))) throw new RestoreUnfinished(folder);
    const log = SqliteEventLog.open(logFile(folder), clock);
    return {
      log,
      trouble: () => log.trouble(),
      remakeTree: () => log.remake(),
      isLost: () => lock.isLost(),
      close: () => log.close().finally(() => lock.release()),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Whether a data folder has a log. Makes nothing. */
export function hasLog(folder: string): boolean {
  return existsSync(logFile(folder));
}

/** The tree that the log of a data folder keeps beside its events, read beside whoever writes it. */
export function openLogTree(folder: string): LogTree {
  return SqliteLogTree.openReader(logFile(folder));
}

/** The log of a data folder with its tree as they are now. @throws Error where no server of this release has opened it yet */
export function openLogSnapshot(folder: string): LogSnapshot {
  return SqliteLogTree.openSnapshot(logFile(folder));
}

/** Looks at every event of the log of a data folder, beside whoever writes it. */
export function auditLog(folder: string): LogAudit {
  return auditLogFile(logFile(folder));
}

export function openBus(onError: (error: unknown) => void): Bus {
  return new InProcessBus({ onError });
}

/** What is to leave the house of a data folder; made if it is not there. */
export function openOutbox(folder: string): Outbox {
  return SqliteOutbox.open(outboxFile(folder));
}

/** The same as it is now, to be looked at beside whoever writes it. */
export function openOutboxCopy(folder: string): OutboxCopy {
  return new SqliteOutboxCopy(outboxFile(folder));
}

/** Who asked for what of the book in a data folder; made when the first entry is written. */
export function openAuditStore(folder: string): AuditStore {
  return new SqliteAuditStore(auditFile(folder));
}

/** Permanent: the file of a data folder that says who has signed in. */
const SESSIONS = 'sessions.sqlite';

/** Who has signed in to the book in a data folder; made if it is not there. What is damaged is begun again: everybody signs in once more. */
export function openSessions(folder: string): SessionStore {
  const file = join(folder, SESSIONS);
  try {
    return SqliteSessionStore.open(file);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    return SqliteSessionStore.open(file);
  }
}

/** A version of the read models for its one writer; made if it does not exist. */
export function openViews(folder: string, name: string, schema: ViewSchema): ChainedStore {
  return SqliteViews.openWriter(viewsFile(folder, name), schema);
}

/** The documents of a version, read in a thread of their own, so that no answer holds up another request. */
export function readViewsInThread(
  folder: string,
  name: string,
  schema: ViewSchema,
  onError: (error: unknown) => void,
): ThreadedViews {
  return new ThreadedViews({ folder, name }, schema, onError);
}

/** Permanent: the file of a data folder that says which versions it has. */
const REGISTER = 'versions.sqlite';

/**
 * A value beside the read models of a data folder. What is damaged is begun again: the log has all of it.
 * @param name permanent @param initial what it is before anybody has changed it
 */
export function openFolderRegister<Value>(folder: string, name: string, initial: Value): Register<Value> {
  const file = join(folder, REGISTER);
  try {
    return SqliteRegister.open(file, name, initial);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    rmSync(file);
    return SqliteRegister.open(file, name, initial);
  }
}

/** The same value as it is now. Makes nothing. */
export async function readFolderRegister<Value>(folder: string, name: string, initial: Value): Promise<Value> {
  const file = join(folder, REGISTER);
  if (!existsSync(file)) return initial;
  const register = SqliteRegister.open(file, name, initial);
  return register.read().finally(() => register.close());
}

/** What the versions in a data folder were made by and from. @param journal see `SqliteOrigins` */
export function openFolderOrigins(folder: string, journal: string): Origins {
  return new SqliteOrigins(folder, journal);
}

/** The version that is served, as earlier releases wrote it down; undefined where none was the last to run on a folder. */
export async function servedBefore(folder: string): Promise<string | undefined> {
  const file = join(folder, SERVED);
  return existsSync(file) ? (await readFile(file, 'utf8')).trim() : undefined;
}

/** That it is no more. */
export async function endServedBefore(folder: string): Promise<void> {
  await rm(join(folder, SERVED), { force: true });
}

/** Permanent: where earlier releases wrote down the version that is served. */
const SERVED = 'served';

/** The folder of read models that are thrown away with the process, empty. */
export async function scratchFolder(folder: string): Promise<string> {
  const scratch = join(folder, 'scratch');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  return scratch;
}
