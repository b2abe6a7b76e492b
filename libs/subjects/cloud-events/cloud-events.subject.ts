import type { Subject } from '../subject.js';
import { CLOUD_EVENT, CLOUD_EVENT_COMMANDS } from './cloud-event.commands.js';
import { CLOUD_EVENT_EVENTS } from './cloud-event.events.js';
import { cloudEventFacts, QUARANTINE, QUARANTINE_PLACES } from './cloud-event.facts.js';
import { CLOUD_EVENT_READS } from './cloud-event.reads.js';

/** Events of other systems: which facts they were, and those that wait in quarantine. No figure is made of them. */
export const CLOUD_EVENTS: Subject = {
  name: 'cloud-event',
  events: CLOUD_EVENT_EVENTS,
  personal: CLOUD_EVENT,
  commands: CLOUD_EVENT_COMMANDS,
  collections: [
    { name: QUARANTINE, fields: ['source', 'state', 'type'] },
    { name: QUARANTINE_PLACES, fields: [] },
  ],
  facts: cloudEventFacts,
  reads: CLOUD_EVENT_READS,
};
