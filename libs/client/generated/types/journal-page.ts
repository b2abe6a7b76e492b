// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { JournalEvent } from './journal-event.js';

/** Events in the order of the log, a page of them */
export interface JournalPage {
  readonly events: readonly JournalEvent[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
