// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Customer } from './customer.js';

/** Who would be in a segment */
export interface SegmentPreview {
  /** a business day */
  readonly asOf: string;
  /** customers of whom the rule is true */
  readonly members: number;
  /** all there are on the day */
  readonly customers: number;
  /** the first of them by id */
  readonly examples: readonly Customer[];
}
