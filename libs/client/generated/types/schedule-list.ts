// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Schedule } from './schedule.js';

/** All that are there, a page of them */
export interface ScheduleList {
  readonly schedules: readonly Schedule[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
