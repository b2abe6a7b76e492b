// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { DashboardVersion } from './dashboard-version.js';

/** Every version in order, a page of them */
export interface DashboardVersions {
  /** of the thing */
  readonly id: string;
  readonly versions: readonly DashboardVersion[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
