// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Decision } from './decision.js';

/** What an automation decided, in order, a page of it */
export interface Decisions {
  readonly decisions: readonly Decision[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
