import type { EventLog } from '#kernel/ports/event-log.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { logFile } from './log-copies.js';
import type { Settings } from './settings.js';

/** A log read beside its writer; `hint` passes on that the writer has appended. */
export interface FollowedLog extends EventLog {
  hint(): void;
}

/** The log for reading, beside whoever writes it. */
export function followLog({ stores, dataDir }: Pick<Settings, 'stores' | 'dataDir'>): FollowedLog {
  if (stores.log === 'sqlite') return SqliteEventLog.openReader(logFile(dataDir));
  // It hears of appends by itself.
  return Object.assign(new EventStoreDbEventLog(stores.eventStoreUrl, { book: stores.book }), {
    hint: () => undefined,
  });
}
