// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Alert } from './alert.js';

/** All that are there, a page of them */
export interface AlertList {
  readonly alerts: readonly Alert[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
