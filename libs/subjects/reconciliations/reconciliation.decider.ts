import type { Decider } from '#kernel/decider.js';
import { RECONCILIATION_STREAM, type ReconciliationContent, type ReconciliationMade } from './reconciliation.events.js';

export interface MakeReconciliation {
  readonly type: 'MakeReconciliation';
  readonly at: string;
  readonly reconciliation: ReconciliationContent;
}

/** Nothing follows a reconciliation: what is mended later is found by the next one. */
export const reconciliationDecider: Decider<null, MakeReconciliation, ReconciliationMade> = {
  initial: null,

  evolve: () => null,

  decide({ at, reconciliation }) {
    const key = RECONCILIATION_STREAM + reconciliation.id;
    return [{ type: 'ReconciliationMade', schema: 1, occurredAt: at, key, data: reconciliation }];
  },
};
