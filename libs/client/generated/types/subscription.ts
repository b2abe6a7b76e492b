// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { JournalEvent } from './journal-event.js';

/** A subscription as of now */
export interface Subscription {
  /** as the caller gave it */
  readonly id: string;
  readonly status: 'running' | 'cancelled';
  /** RFC 3339 in UTC */
  readonly startedAt: string;
  /** when it ends or ended; null while it is not cancelled */
  readonly endsAt: string | null;
  /** whose it is */
  readonly customerId: string;
  /** as last said */
  readonly product: string;
  /** an exact decimal */
  readonly amount: string;
  /** ISO 4217 */
  readonly currency: string;
  readonly interval: 'month' | 'quarter' | 'year';
  readonly seats?: number | undefined;
  /** why it was cancelled */
  readonly reason?: string | undefined;
  readonly journal: readonly JournalEvent[];
}
