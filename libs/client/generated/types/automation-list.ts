// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Automation } from './automation.js';

/** All that are there, a page of them */
export interface AutomationList {
  readonly automations: readonly Automation[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
