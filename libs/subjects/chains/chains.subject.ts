import type { Subject } from '../subject.js';
import { OF_CHAINS } from './chain.commands.js';
import { CHAIN_EVENTS } from './chain.events.js';
import { TELLING_OF_CHAINS } from './chain.reactions.js';

/** Automations that set each other off for too long: told of in the journal and by an alert of its own, see `own-alerts.ts`. */
export const CHAINS: Subject = {
  name: 'chain',
  events: CHAIN_EVENTS,
  ownCommands: OF_CHAINS,
  reactions: [TELLING_OF_CHAINS],
};
