// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Message } from './message.js';

/** What was left in inboxes, the newest first, a page of it */
export interface Messages {
  readonly messages: readonly Message[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
