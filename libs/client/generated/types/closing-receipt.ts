// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Closing } from './closing.js';

/** The period is closed */
export interface ClosingReceipt {
  /** as the caller gave it */
  readonly id: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** whether it was recorded before, at this position */
  readonly duplicate: boolean;
  readonly closing: Closing;
}
