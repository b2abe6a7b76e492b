import type { Readers } from '../reading/readers.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { IndexProcess } from '#platform/fact-index/index-process.js';
import type { SqlDesk } from '#platform/fact-sql/sql-desk.js';
import type { Settings } from '#platform/settings.js';

/** What folds of the log are made with. */
export interface Workshop {
  readonly settings: Settings;
  readonly log: EventLog;
  readonly calendar: Calendar;
  /** Who works out questions about them. */
  readonly readers: Readers;
  /** Who has the indexes of facts open. */
  readonly index: IndexProcess;
  /** Who has them open for statements of strangers. */
  readonly sql: SqlDesk;
  readonly onError: (error: unknown) => void;
}
