import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import type { LogAudit } from '#engine/verify.js';
import type { Bus } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import type { AuditableViews, Views } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { auditLog as auditLogFile } from '#log-sqlite/audit.js';
import { lockFolder } from '#log-sqlite/folder-lock.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { ThreadedViews } from '#views-sqlite/threaded-views.js';
import { versionsIn, viewsFile } from '#views-sqlite/version-files.js';
import { logFile, RestoreUnfinished, unfinishedLog } from './log-copies.js';

/** The adapters of one process with its book in a data folder. */

export { FolderInUse } from '#log-sqlite/folder-lock.js';
export { removeOtherViews, removeViews } from '#views-sqlite/version-files.js';
export type { ThreadedViews } from '#views-sqlite/threaded-views.js';

/**
 * The log of a data folder, for its one writing process, and why nothing can be appended to it.
 * @throws FolderInUse @throws RestoreUnfinished
 */
export function openLog(
  folder: string,
  clock: () => Date,
): { readonly log: EventLog; trouble(): Promise<string | undefined>; close(): Promise<void> } {
  const unlock = lockFolder(folder);
  try {
    if (existsSync(unfinishedLog(folder))) throw new RestoreUnfinished(folder);
    const log = SqliteEventLog.open(logFile(folder), clock);
    return { log, trouble: () => log.trouble(), close: () => log.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Whether a data folder has a log. Makes nothing. */
export function hasLog(folder: string): boolean {
  return existsSync(logFile(folder));
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
  return SqliteOutbox.open(join(folder, 'outbox.sqlite'));
}

/** A version of the read models for its one writer; made if it does not exist. */
export function openViews(folder: string, name: string, schema: ViewSchema): AuditableViews {
  return SqliteViews.openWriter(viewsFile(folder, name), schema);
}

/** A version read in a thread of its own, so that no answer holds up another request. */
export function readViewsInThread(
  folder: string,
  name: string,
  schema: ViewSchema,
  onError: (error: unknown) => void,
): ThreadedViews {
  return new ThreadedViews(viewsFile(folder, name), schema, onError);
}

/** Read models that stay open for long, for one reader at a time. */
export interface LastingViews extends Views {
  /** Whatever is read is of one state from now on, until what this returns is called. */
  hold(): () => void;
}

/** A version read beside its writer, on this thread, that keeps at hand what the next question may need. */
export function readLastingViews(folder: string, name: string, schema: ViewSchema): LastingViews {
  return SqliteViews.openLastingReader(viewsFile(folder, name), schema);
}

/** A version read beside its writer, on this thread. */
export function readViews(folder: string, name: string, schema: ViewSchema): AuditableViews {
  return SqliteViews.openReader(viewsFile(folder, name), schema);
}

/** A version as it is at this moment, whatever its writer adds meanwhile. */
export function snapshotViews(folder: string, name: string, schema: ViewSchema): AuditableViews {
  return SqliteViews.openSnapshot(viewsFile(folder, name), schema);
}

/** A version read on this thread that an earlier release may have made: what it has. */
export function readOlderViews(folder: string, name: string, schema: ViewSchema): Views {
  return SqliteViews.openOlderReader(viewsFile(folder, name), schema);
}

/** The versions in a folder, and how each fits this schema: see `SqliteViews.layoutOf`. */
export async function listViews(folder: string, schema: ViewSchema) {
  const names = await versionsIn(folder);
  return names.map((name) => ({ name, layout: SqliteViews.layoutOf(viewsFile(folder, name), schema) }));
}

/** The version that is served; undefined in a folder that never served one. */
export async function servedVersion(folder: string): Promise<string | undefined> {
  const file = join(folder, 'served');
  return existsSync(file) ? (await readFile(file, 'utf8')).trim() : undefined;
}

/** Switches to another version: on disk before this resolves, whole or not at all. */
export async function serveVersion(folder: string, name: string): Promise<void> {
  const file = join(folder, 'served');
  const handle = await open(`${file}.new`, 'w');
  try {
    await handle.writeFile(`${name}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

/** The folder of read models that are thrown away with the process, empty. */
export async function scratchFolder(folder: string): Promise<string> {
  const scratch = join(folder, 'scratch');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  return scratch;
}
