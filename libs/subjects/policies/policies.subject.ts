import { adds } from '#ledger/command-type.js';
import type { Subject } from '../subject.js';
import { POLICIES, LIFECYCLE_PUBLICATION, TIER_PUBLICATION } from './policies.commands.js';
import { POLICY_EVENTS } from './policy.events.js';

/** When a customer counts as at risk, churned or high. A publication names a version of the read models: it has no facts of its own. */
export const POLICIES_SUBJECT: Subject = {
  name: 'policies',
  events: POLICY_EVENTS,
  commands: {
    PublishLifecyclePolicy: adds(POLICIES, {
      input: LIFECYCLE_PUBLICATION,
      scope: 'policy',
      route: { method: 'POST', path: 'policies/lifecycle' },
      example: {
        summary: 'Publish a lifecycle policy',
        body: { id: 'faster', effectiveFrom: '2024-05-01', policy: { churnAfterDays: 60, atRiskAfterDays: 40 } },
      },
    }),
    PublishTierPolicy: adds(POLICIES, {
      input: TIER_PUBLICATION,
      scope: 'policy',
      route: { method: 'POST', path: 'policies/tiers' },
      example: {
        summary: 'Publish a tier policy',
        body: {
          id: 'metals',
          effectiveFrom: '2024-05-01',
          policy: {
            windowDays: 365,
            tiers: [{ name: 'gold', any: [{ revenue: '500' }, { orders: 10 }] }, { name: 'other' }],
          },
        },
      },
    }),
  },
};
