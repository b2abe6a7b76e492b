// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { StoredEvent } from './stored-event.js';

/** Events as the log has them, a page of them */
export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
  /** a position of the log; opaque where a part only is seen */
  readonly tail: string;
}
