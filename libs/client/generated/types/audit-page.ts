// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { AuditEntry } from './audit-entry.js';

/** Who asked for what, a page of it in the order of answers */
export interface AuditPage {
  /** whether entries are written here: where keys are asked for, in one process */
  readonly kept: boolean;
  readonly entries: readonly AuditEntry[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
