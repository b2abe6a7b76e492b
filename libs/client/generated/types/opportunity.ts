// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { JournalEvent } from './journal-event.js';

/** An opportunity as of now */
export interface Opportunity {
  /** as the caller gave it */
  readonly id: string;
  readonly status: 'open' | 'won' | 'lost';
  /** RFC 3339 in UTC */
  readonly openedAt: string;
  /** null while it is open */
  readonly closedAt: string | null;
  /** absent where it is nobody yet */
  readonly customerId?: string | undefined;
  /** as given */
  readonly title?: string | undefined;
  /** what it is about */
  readonly product?: string | undefined;
  /** what it counts under, unless it has credits */
  readonly salesperson?: string | undefined;
  readonly credits?: readonly {
    /** who */
    readonly salesperson: string;
    /** an exact decimal */
    readonly share: string;
  }[] | undefined;
  /** what it counts under */
  readonly region?: string | undefined;
  /** the one it is in */
  readonly pipeline?: string | undefined;
  /** an exact decimal */
  readonly value?: string | undefined;
  /** ISO 4217 */
  readonly currency: string;
  /** as last said */
  readonly stage?: string | undefined;
  /** a business day */
  readonly expectedCloseOn?: string | undefined;
  /** an exact decimal */
  readonly probability?: string | undefined;
  /** why it was lost */
  readonly reason?: string | undefined;
  /** fields left out, which the scope personal shows */
  readonly masked?: readonly string[] | undefined;
  readonly journal: readonly JournalEvent[];
}
