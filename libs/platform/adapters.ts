import { join } from 'node:path';
import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import type { Bus } from '#kernel/bus.port.js';
import type { EventLog } from '#kernel/event-log.port.js';
import type { AuditableViews, Views } from '#kernel/views.port.js';
import type { ViewSchema } from '#kernel/views.schema.js';
import { lockFolder } from '#log-sqlite/folder-lock.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { ThreadedViews } from '#views-sqlite/threaded-views.js';

/** The one module that names adapters. Everything else speaks to ports. */

export { FolderInUse } from '#log-sqlite/folder-lock.js';

function logFile(folder: string): string {
  return join(folder, 'log.sqlite');
}

function viewsFile(folder: string): string {
  return join(folder, 'views.sqlite');
}

/** The log of a data folder, for its one writing process. @throws FolderInUse */
export function openLog(folder: string, clock: () => Date): { readonly log: EventLog; close(): Promise<void> } {
  const unlock = lockFolder(folder);
  try {
    const log = SqliteEventLog.open(logFile(folder), clock);
    return { log, close: () => log.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A log read beside its writer; `hint` passes on that the writer has appended. */
export interface FollowedLog extends EventLog {
  hint(): void;
}

export function followLog(folder: string): FollowedLog {
  return SqliteEventLog.openReader(logFile(folder));
}

export function openBus(onError: (error: unknown) => void): Bus {
  return new InProcessBus({ onError });
}

/** The read models for their one writer. */
export function openViews(folder: string, schema: ViewSchema): AuditableViews {
  return SqliteViews.openWriter(viewsFile(folder), schema);
}

/** The read models read in a thread of their own, so that no answer holds up another request. */
export function readViewsInThread(folder: string, schema: ViewSchema): Views {
  return new ThreadedViews(viewsFile(folder), schema);
}

/** The read models beside their writer, on this thread. */
export function readViews(folder: string, schema: ViewSchema): AuditableViews {
  return SqliteViews.openReader(viewsFile(folder), schema);
}

/** Read models in a file of their own choosing, for a fold that is thrown away. */
export function openScratchViews(file: string, schema: ViewSchema): AuditableViews {
  return SqliteViews.openWriter(file, schema);
}
