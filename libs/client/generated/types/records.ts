// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { RecordBehind } from './record-behind.js';

/** The things behind a figure, a page of them */
export interface Records {
  /** its name */
  readonly metric: string;
  /** what it counts */
  readonly unit: string;
  /** things on all pages */
  readonly count: number;
  /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
  readonly sum: string | number | null;
  readonly records: readonly RecordBehind[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
