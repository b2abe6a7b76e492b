import type { Decider } from '#kernel/decider.js';
import type { RetentionContent, RetentionPolicyPublished } from './retention.events.js';

export interface PublishRetentionPolicy {
  readonly type: 'PublishRetentionPolicy';
  /** The start of the date from which on it holds. */
  readonly at: string;
  readonly data: RetentionContent;
}

/** A rule replaces none: from its date on it stands before those of the same customers that were published earlier. */
export const retentionDecider: Decider<null, PublishRetentionPolicy, RetentionPolicyPublished> = {
  initial: null,

  evolve: () => null,

  decide({ at, data }) {
    return [{ type: 'RetentionPolicyPublished', schema: 1, occurredAt: at, key: 'retention', data }];
  },
};
