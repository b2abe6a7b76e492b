import type { Decider } from '#kernel/decider.js';
import type { ChainStopped } from './chain.events.js';

export interface StopChain {
  readonly type: 'StopChain';
  readonly at: string;
  readonly stopped: ChainStopped['data'];
}

/** A chain is told of once: it begins a stream of its own. */
export const chainDecider: Decider<object, StopChain, ChainStopped> = {
  initial: {},

  evolve: (state) => state,

  decide: ({ at, stopped }) => [
    { type: 'ChainStopped', schema: 1, occurredAt: at, key: `chain-${stopped.id}`, data: stopped },
  ],
};
