// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { JournalEvent } from './journal-event.js';

/** An interaction as of now */
export interface Interaction {
  /** as the caller gave it */
  readonly id: string;
  readonly status: 'logged' | 'voided';
  /** RFC 3339 in UTC */
  readonly occurredAt: string;
  /** with whom */
  readonly customerId: string;
  /** such as call */
  readonly kind: string;
  /** what it counts under */
  readonly channel?: string | undefined;
  readonly direction?: 'in' | 'out' | undefined;
  /** what it counts under */
  readonly salesperson?: string | undefined;
  readonly durationSeconds?: number | undefined;
  /** what it counts under */
  readonly campaign?: string | undefined;
  /** what it was about */
  readonly subject?: string | undefined;
  /** fields left out, which the scope personal shows */
  readonly masked?: readonly string[] | undefined;
  readonly journal: readonly JournalEvent[];
}
