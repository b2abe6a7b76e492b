// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { JournalEvent } from './journal-event.js';
import type { StaleSince } from './stale-since.js';

/** What happened to a customer up to a time */
export interface Timeline {
  /** of the customer */
  readonly id: string;
  /** what is shown instead of the customer that was asked for: it is merged into it */
  readonly mergedInto?: string | undefined;
  readonly events: readonly JournalEvent[];
  /** of stage and tier */
  readonly changes: readonly {
    /** a business day */
    readonly day: string;
    /** null before there was the customer */
    readonly fromStage: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active' | null;
    /** null before there was the customer */
    readonly toStage: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active' | null;
    /** null before there was the customer */
    readonly fromTier: string | null;
    /** null before there was the customer */
    readonly toTier: string | null;
    readonly cause: 
      | 'registered'
      | 'purchase'
      | 'aged'
      | 'lapsed'
      | 'closed'
      | 'reopened'
      | 'changed'
      | 'window'
      | 'policy'
      | 'override';
  }[];
  /** that it was in, one after the other */
  readonly stages: readonly {
    readonly stage: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active';
    /** a business day */
    readonly entered: string;
    /** null where it stands there */
    readonly left: string | null;
    /** days in it, up to when it was left or the time asked for */
    readonly days: number;
    /** days in this stage in all, up to the same */
    readonly cumulative: number;
  }[];
  readonly stale?: StaleSince | undefined;
}
