// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { FollowUp } from './follow-up.js';

/** What is to be done about customers, in the order it was opened, a page of it */
export interface FollowUps {
  readonly followUps: readonly FollowUp[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
