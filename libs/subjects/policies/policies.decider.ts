import type { Decider } from '#kernel/decider.js';
import type { PolicyEvent } from './policy.events.js';

export interface PublishPolicy {
  readonly type: 'PublishLifecyclePolicy' | 'PublishTierPolicy';
  /** The start of the date from which on it holds. */
  readonly at: string;
  readonly event: Pick<PolicyEvent, 'type' | 'data'>;
}

/** A policy replaces none: from its date on it stands before those published earlier. */
export const policiesDecider: Decider<null, PublishPolicy, PolicyEvent> = {
  initial: null,

  evolve: () => null,

  decide({ at, event }) {
    return [{ ...event, schema: 1, occurredAt: at, key: 'policies' } as PolicyEvent];
  },
};
