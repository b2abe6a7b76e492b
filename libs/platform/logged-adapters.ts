import { LeavingViews, LoggedViews, type HeldStore } from '#engine/views/logged-views.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventsByPosition } from '#kernel/ports/event-log.js';
import type { ChainedStore } from '#kernel/ports/fact-index.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { viewsFile } from '#views-sqlite/version-files.js';
import { logFile } from './log-copies.js';
import type { Settings } from './settings.js';

/** Read models in files, with the log beside them that has what they left there. */

/** A version that follows the log of its data folder, for its one writer; made if it does not exist. */
export function openFollowing(
  { stores, dataDir }: Pick<Settings, 'stores' | 'dataDir'>,
  name: string,
  schema: ViewSchema,
): ChainedStore {
  const store = SqliteViews.openWriter(viewsFile(dataDir, name), schema);
  return stores.log === 'sqlite' ? new LeavingViews(store, new LogBeside(dataDir)) : store;
}

/** A version, read beside its writer, on this thread; for one reader at a time. */
export function readViews(folder: string, name: string, schema: ViewSchema): HeldStore {
  return logged(folder, SqliteViews.openReader(viewsFile(folder, name), schema));
}

/** A version of this release as it is at this moment, whatever its writer adds meanwhile. */
export function snapshotViews(folder: string, name: string, schema: ViewSchema): ChainedStore {
  return logged(folder, SqliteViews.openSnapshot(viewsFile(folder, name), schema));
}

function logged(folder: string, store: HeldStore): HeldStore {
  return new LoggedViews(store, new LogBeside(folder));
}

/** The log of a folder, opened by the first who needs it: read models that have left nothing there do without. */
class LogBeside implements EventsByPosition {
  private log: SqliteEventLog | undefined;

  constructor(private readonly folder: string) {}

  async readAt(positions: readonly number[]): Promise<readonly RecordedEvent[]> {
    this.log ??= SqliteEventLog.openReader(logFile(this.folder));
    return this.log.readAt(positions);
  }

  async close(): Promise<void> {
    await this.log?.close();
  }
}
