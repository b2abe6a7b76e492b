import type { Subject } from '../subject.js';
import { BY_PEOPLE, BY_THE_JUDGE } from './firing.commands.js';
import { FIRING_EVENTS } from './firing.events.js';
import { FIRINGS_KEPT, firingFacts, PARTS } from './firing.facts.js';
import { JUDGING_FACTS, JUDGING_TURNS } from './firing.reactions.js';
import { TELLING } from './firing.messages.js';
import { JUDGING_SYSTEM } from './firing.system.js';
import { FIRING_READS } from './firing.reads.js';

/** What becomes of alerts: each time that a part fires, once for ever, and what people do about it. */
export const FIRINGS: Subject = {
  name: 'firing',
  events: FIRING_EVENTS,
  commands: BY_PEOPLE,
  ownCommands: BY_THE_JUDGE,
  collections: [
    /** One per part that anything has become of. */
    { name: PARTS, fields: ['alert'] },
    /** One per firing, id = its position as 16 digits. */
    { name: FIRINGS_KEPT, fields: ['alert'] },
  ],
  facts: firingFacts,
  reads: FIRING_READS,
  reactions: [JUDGING_FACTS, TELLING],
  scheduled: [JUDGING_TURNS, JUDGING_SYSTEM],
};
