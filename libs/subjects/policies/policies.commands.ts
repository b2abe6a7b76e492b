import { aggregate } from '#ledger/aggregate.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { label } from '#ledger/input/text.js';
import { date, startOfDate } from '#ledger/input/time.js';
import { policiesDecider, type PublishPolicy } from './policies.decider.js';
import { POLICY_EVENTS, type PolicyEvent } from './policy.events.js';
import { LIFECYCLE, TIERS } from './policy.input.js';

export const LIFECYCLE_PUBLICATION = commandInput(
  'PublishLifecyclePolicy',
  { id: label, effectiveFrom: date, policy: LIFECYCLE },
  (data, { calendar }): PublishPolicy => ({
    type: 'PublishLifecyclePolicy',
    at: startOfDate(data.effectiveFrom, calendar),
    event: { type: 'LifecyclePolicyPublished', data },
  }),
);

export const TIER_PUBLICATION = commandInput(
  'PublishTierPolicy',
  { id: label, effectiveFrom: date, policy: TIERS },
  (data, { calendar }): PublishPolicy => ({
    type: 'PublishTierPolicy',
    at: startOfDate(data.effectiveFrom, calendar),
    event: { type: 'TierPolicyPublished', data },
  }),
);

/** The command an event was, as the caller said it. */
function policySaid({ type, data }: PolicyEvent): Said {
  const command = type === 'LifecyclePolicyPublished' ? 'PublishLifecyclePolicy' : 'PublishTierPolicy';
  return { content: { type: command, ...data }, filled: [] };
}

/** The one stream of its kind. */
export const POLICIES = aggregate('policies', {
  decider: policiesDecider,
  events: POLICY_EVENTS,
  said: policySaid,
  claimsFirst: true,
});
