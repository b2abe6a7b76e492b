// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Segment } from './segment.js';

/** All that are there, a page of them */
export interface SegmentList {
  readonly segments: readonly Segment[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
