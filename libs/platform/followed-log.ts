import type { EventLog } from '#kernel/ports/event-log.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { logFile } from './log-copies.js';
import type { Settings } from './settings.js';

/** A log read beside its writer; `hint` passes on that the writer has appended. */
export interface FollowedLog extends EventLog {
  hint(): void;
}

/** The log for reading, beside whoever writes it. The driver of EventStoreDB is loaded where the log is there: each thread has its own. */
export async function followLog({ stores, dataDir }: Pick<Settings, 'stores' | 'dataDir'>): Promise<FollowedLog> {
  if (stores.log === 'sqlite') return SqliteEventLog.openReader(logFile(dataDir));
  const { EventStoreDbEventLog } = await import('#log-eventstoredb/eventstoredb-event-log.js');
  // It hears of appends by itself.
  return Object.assign(new EventStoreDbEventLog(stores.eventStoreUrl, { book: stores.book }), {
    hint: () => undefined,
  });
}
