// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Dashboard } from './dashboard.js';

/** All that are there, a page of them */
export interface DashboardList {
  readonly dashboards: readonly Dashboard[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
