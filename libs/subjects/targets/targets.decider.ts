import type { Decider } from '#kernel/decider.js';
import type { TargetSet } from './target.events.js';

export interface SetTarget {
  readonly type: 'SetTarget';
  /** The start of its first day. */
  readonly at: string;
  readonly target: TargetSet['data'];
}

/** Targets stand beside each other: nothing of those before decides about the next. */
export const targetsDecider: Decider<null, SetTarget, TargetSet> = {
  initial: null,

  evolve: () => null,

  decide({ at, target }) {
    return [{ type: 'TargetSet', schema: 1, occurredAt: at, key: 'targets', data: target }];
  },
};
