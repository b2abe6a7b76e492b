// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { AutomationVersion } from './automation-version.js';

/** Every version in order, a page of them */
export interface AutomationVersions {
  /** of the thing */
  readonly id: string;
  readonly versions: readonly AutomationVersion[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
