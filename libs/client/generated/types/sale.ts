// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { JournalEvent } from './journal-event.js';

/** A sale as of now */
export interface Sale {
  /** as the caller gave it */
  readonly id: string;
  readonly status: 'recorded' | 'voided';
  /** RFC 3339 in UTC */
  readonly occurredAt: string;
  /** absent for a guest */
  readonly customerId?: string | undefined;
  /** ISO 4217 */
  readonly currency: string;
  /** units of the base currency for one of the sale; null where there was none on its day */
  readonly rate: string | null;
  /** what it counts under */
  readonly region?: string | undefined;
  /** what it counts under, unless it has credits */
  readonly salesperson?: string | undefined;
  readonly credits?: readonly {
    /** who */
    readonly salesperson: string;
    /** an exact decimal */
    readonly share: string;
  }[] | undefined;
  /** what it counts under */
  readonly channel?: string | undefined;
  /** what it counts under */
  readonly campaign?: string | undefined;
  /** the opportunity it came from */
  readonly opportunityId?: string | undefined;
  /** an exact decimal */
  readonly discount?: string | undefined;
  /** an exact decimal */
  readonly tax?: string | undefined;
  readonly lines: readonly {
    /** what was sold */
    readonly product: string;
    /** of the product */
    readonly category?: string | undefined;
    /** an exact decimal */
    readonly quantity: string;
    /** an exact decimal */
    readonly unitPrice?: string | undefined;
    /** an exact decimal */
    readonly amount?: string | undefined;
    /** an exact decimal */
    readonly discountRate?: string | undefined;
    /** an exact decimal */
    readonly tax?: string | undefined;
    /** an exact decimal */
    readonly gross: string;
    /** an exact decimal */
    readonly discount: string;
    /** an exact decimal */
    readonly net: string;
  }[];
  readonly totals: {
    /** an exact decimal */
    readonly gross: string;
    /** an exact decimal */
    readonly discount: string;
    /** an exact decimal */
    readonly net: string;
    /** an exact decimal */
    readonly tax: string;
    /** an exact decimal */
    readonly refunded: string;
    /** an exact decimal */
    readonly left: string;
    /** an exact decimal */
    readonly taxRefunded: string;
  };
  readonly refunds: readonly {
    /** as the caller gave it */
    readonly id: string;
    /** RFC 3339 in UTC */
    readonly occurredAt: string;
    /** as given */
    readonly reason?: string | undefined;
    /** fields left out, which the scope personal shows */
    readonly masked?: readonly string[] | undefined;
    readonly lines: readonly {
      /** of the sale, from 0 */
      readonly line?: number | undefined;
      /** of the line */
      readonly product?: string | undefined;
      /** of the line */
      readonly category?: string | undefined;
      /** an exact decimal */
      readonly quantity?: string | undefined;
      /** an exact decimal */
      readonly amount: string;
      /** an exact decimal */
      readonly tax?: string | undefined;
      /** an exact decimal */
      readonly inBase?: string | undefined;
      /** an exact decimal */
      readonly taxInBase?: string | undefined;
    }[];
  }[];
  readonly journal: readonly JournalEvent[];
}
