import { aggregate } from '#ledger/aggregate.js';
import { claimOf } from '#ledger/command.js';
import type { CommandType } from '#ledger/command-type.js';
import { chainDecider } from './chain.decider.js';
import { CHAIN_EVENTS, CHAIN_STREAM, type ChainStopped } from './chain.events.js';

const CHAIN = aggregate(CHAIN_STREAM, {
  decider: chainDecider,
  events: CHAIN_EVENTS,
  said: ({ data }: ChainStopped) => ({ content: claimed(data), filled: [] }),
});

/** Of several automations that it is stopped at, whichever comes first tells of it: to the others it is there. */
function claimed({ id, customer }: ChainStopped['data']) {
  return { type: 'StopChain', id, customer };
}

/** What is recorded of chains, and no caller can. By the names that reactions issue it under. */
export const OF_CHAINS: Readonly<Record<string, Pick<CommandType, 'record'>>> = {
  StopChain: {
    record: (data, { handler, reading }) => {
      const stopped = data as ChainStopped['data'];
      const command = { type: 'StopChain', at: reading.now, stopped } as const;
      return handler.begin(CHAIN, stopped.id, command, claimOf(stopped.id, claimed(stopped), {}));
    },
  },
};
