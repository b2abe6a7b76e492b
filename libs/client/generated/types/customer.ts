// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { StaleSince } from './stale-since.js';

/** A customer as of a time: where it stands and what it has done */
export interface Customer {
  /** as the caller gave it */
  readonly id: string;
  readonly stage: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active';
  /** of the policy in force; empty where there is none */
  readonly tier: string;
  /** empty where none was given */
  readonly region: string;
  /** empty where none was given */
  readonly segment: string;
  /** empty where none was given */
  readonly source: string;
  /** empty where none was given */
  readonly salesperson: string;
  /** null where it never was */
  readonly registered: string | null;
  /** null without one */
  readonly firstPurchase: string | null;
  /** null without one */
  readonly lastPurchase: string | null;
  /** sales */
  readonly orders: number;
  /** an exact decimal */
  readonly revenue: string;
  /** an exact decimal */
  readonly refunded: string;
  /** interactions */
  readonly interactions: number;
  /** days from the last purchase to the day; null without one */
  readonly recency: number | null;
  /** sales */
  readonly frequency: number;
  /** an exact decimal */
  readonly monetary: string;
  /** of its own clock, an IANA name; absent where none was given */
  readonly timeZone?: string | undefined;
  /** figures leave it out; absent where they do not */
  readonly excluded?: true | undefined;
  /** what is shown instead of the customer that was asked for: it is merged into it */
  readonly mergedInto?: string | undefined;
  /** as last said */
  readonly name?: string | undefined;
  /** as last said */
  readonly email?: string | undefined;
  /** as last said */
  readonly phone?: string | undefined;
  /** as last said */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** by channel, whether it may be written to; of those that something was said of */
  readonly consent?: Readonly<Record<string, boolean>> | undefined;
  /** fields left out, which the scope personal shows */
  readonly masked?: readonly string[] | undefined;
  /** since when what is of a person can be read no more, by nobody */
  readonly erased?: {
    /** a position of the log; opaque where a part only is seen */
    readonly position: string;
    /** RFC 3339 in UTC */
    readonly at: string;
  } | undefined;
  readonly stale?: StaleSince | undefined;
}
