import type { Subject } from '../subject.js';
import { FOLLOW_UP, FOLLOW_UP_COMMANDS } from './follow-up.commands.js';
import { FOLLOW_UP_EVENTS } from './follow-up.events.js';
import { FOLLOW_UP_PLACES, FOLLOW_UPS_KEPT, followUpFacts } from './follow-up.facts.js';
import { FOLLOW_UP_READS } from './follow-up.reads.js';

/** What is to be done about customers, by whom and until when: no figure is made of it. */
export const FOLLOW_UPS: Subject = {
  name: 'follow-up',
  events: FOLLOW_UP_EVENTS,
  personal: FOLLOW_UP,
  commands: FOLLOW_UP_COMMANDS,
  collections: [
    { name: FOLLOW_UPS_KEPT, fields: ['assignee', 'customer', 'state'] },
    { name: FOLLOW_UP_PLACES, fields: [] },
  ],
  facts: followUpFacts,
  reads: FOLLOW_UP_READS,
};
