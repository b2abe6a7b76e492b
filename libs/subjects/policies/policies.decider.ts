import type { Decider } from '#kernel/decider.js';
import { DEFAULT_TIER_CONTENT, type PolicyEvent } from './policy.events.js';

export interface PublishPolicy {
  readonly type: 'PublishLifecyclePolicy' | 'PublishTierPolicy';
  /** The start of the date from which on it holds. */
  readonly at: string;
  readonly event: Pick<PolicyEvent, 'type' | 'data'>;
}

/** The tiers that there are: of all tier policies that were published, and of the one that holds before any. */
export type TierNames = ReadonlySet<string>;

/** A policy replaces none: from its date on it stands before those published earlier. */
export const policiesDecider: Decider<TierNames, PublishPolicy, PolicyEvent> = {
  initial: new Set(DEFAULT_TIER_CONTENT.tiers.map(({ name }) => name)),

  evolve: (names, { type, data }) =>
    type === 'TierPolicyPublished' ? new Set([...names, ...data.policy.tiers.map(({ name }) => name)]) : names,

  decide({ at, event }) {
    return [{ ...event, schema: 1, occurredAt: at, key: 'policies' } as PolicyEvent];
  },
};
