// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { ChangedRecord } from './changed-record.js';

/** The part of a change that has one cause; all parts sum to the change */
export interface ChangePart {
  readonly part: 'new' | 'late' | 'refunds' | 'voids' | 'policies';
  /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
  readonly change: string | number | null;
  /** things */
  readonly count: number;
  readonly records: readonly ChangedRecord[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
