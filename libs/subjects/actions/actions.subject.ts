import type { Subject } from '../subject.js';
import { BY_AUTOMATIONS } from './action.commands.js';
import { ACTION_EVENTS } from './action.events.js';
import { actionFacts, DECISIONS } from './action.facts.js';
import { ACTING, DECIDING } from './action.reactions.js';
import { DECIDING_DUE } from './due.schedule.js';
import { ACTION_READS } from './action.reads.js';

/** What automations decide about each occasion, once for ever, and what they do after it. */
export const ACTIONS: Subject = {
  name: 'action',
  events: ACTION_EVENTS,
  ownCommands: BY_AUTOMATIONS,
  collections: [{ name: DECISIONS, fields: ['automation', 'customer'] }],
  facts: actionFacts,
  reads: ACTION_READS,
  reactions: [DECIDING, ACTING],
  scheduled: [DECIDING_DUE],
};
