// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { StaleSince } from './stale-since.js';

/** Why a customer has its stage and its tier */
export interface CustomerWhy {
  /** of the customer */
  readonly id: string;
  /** what is shown instead of the customer that was asked for: it is merged into it */
  readonly mergedInto?: string | undefined;
  /** a business day */
  readonly asOf: string;
  readonly stage: {
    readonly stage: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active';
    /** which version of the policy */
    readonly policy: {
      /** of the publication that holds on the day; null for what holds before any */
      readonly id: string | null;
      /** the first day on which it holds; null since ever */
      readonly effectiveFrom: string | null;
    };
    /** what held, the first of the rules in their order */
    readonly rule: string;
    readonly settings: {
      /** days, those of grace included */
      readonly churnAfterDays: number;
      /** days */
      readonly atRiskAfterDays: number;
      /** days */
      readonly newForDays: number;
      /** days */
      readonly reactivatedForDays: number;
    };
    /** null where they are of all others */
    readonly where: Readonly<Record<string, readonly string[]>> | null;
    readonly inputs: {
      /** whether it was closed last */
      readonly closed: boolean;
      /** null without one */
      readonly firstPurchase: string | null;
      /** null without one */
      readonly lastPurchase: string | null;
      /** the last purchase day that came more than churnAfterDays after the one before; null without one */
      readonly comeBack: string | null;
      /** null without one */
      readonly daysSinceFirstPurchase: number | null;
      /** null without one */
      readonly daysSinceLastPurchase: number | null;
      /** null without one */
      readonly daysSinceComeBack: number | null;
    };
    /** the events that the inputs are made of, in the order of the log */
    readonly events: readonly {
      /** a position of the log; opaque where a part only is seen */
      readonly position: string;
      /** such as SaleRecorded */
      readonly type: string;
      /** the thing it happened to, such as sale-s-1 */
      readonly stream: string;
      /** RFC 3339 in UTC */
      readonly occurredAt: string;
    }[];
  };
  readonly tier: {
    /** its name */
    readonly tier: string;
    /** which version of the policy */
    readonly policy: {
      /** of the publication that holds on the day; null for what holds before any */
      readonly id: string | null;
      /** the first day on which it holds; null since ever */
      readonly effectiveFrom: string | null;
    };
    /** the first condition that held, all of it; null of the last tier, which has none, and of one that was given by hand */
    readonly rule: {
      /** an exact decimal */
      readonly revenue?: string | undefined;
      /** sales */
      readonly orders?: number | undefined;
      /** interactions */
      readonly interactions?: number | undefined;
    } | null;
    readonly inputs: {
      /** a business day */
      readonly from: string;
      /** a business day */
      readonly to: string;
      /** an exact decimal */
      readonly revenue: string;
      /** sales of these days */
      readonly orders: number;
      /** of these days */
      readonly interactions: number;
    };
    /** null of a tier that is not kept by keepForDays */
    readonly kept: {
      /** the last day on which its condition held */
      readonly heldOn: string;
      /** the last day on which it is kept for that */
      readonly until: string;
      /** of the day on which it held */
      readonly inputs: {
        /** a business day */
        readonly from: string;
        /** a business day */
        readonly to: string;
        /** an exact decimal */
        readonly revenue: string;
        /** sales of these days */
        readonly orders: number;
        /** of these days */
        readonly interactions: number;
      };
    } | null;
    /** null of a tier that was not given by hand */
    readonly override: {
      /** by which it can be withdrawn */
      readonly id: string;
      /** a business day */
      readonly from: string;
      /** null where it has no end */
      readonly until: string | null;
      /** null to whoever lacks the scope personal */
      readonly reason: string | null;
      /** who gave it, as its sender said; null where that was not said */
      readonly actor: string | null;
    } | null;
    /** the events that the inputs are made of, in the order of the log */
    readonly events: readonly {
      /** a position of the log; opaque where a part only is seen */
      readonly position: string;
      /** such as SaleRecorded */
      readonly type: string;
      /** the thing it happened to, such as sale-s-1 */
      readonly stream: string;
      /** RFC 3339 in UTC */
      readonly occurredAt: string;
    }[];
    /** null of the first tier, and of one that was given by hand */
    readonly next: {
      /** the one above */
      readonly tier: string;
      /** one of these, all of it, and it is reached */
      readonly missing: readonly {
        /** an exact decimal */
        readonly revenue?: string | undefined;
        /** sales */
        readonly orders?: number | undefined;
        /** interactions */
        readonly interactions?: number | undefined;
      }[];
    } | null;
  };
  readonly stale?: StaleSince | undefined;
}
