import { changes } from '#ledger/command-type.js';
import type { Subject } from '../subject.js';
import { PAUSE, PAUSING, RESUMING } from './pause.commands.js';
import { PAUSE_EVENTS } from './pause.events.js';
import { pauseFacts } from './pause.facts.js';
import { PAUSE_READS } from './pause.reads.js';

/** Channels that are not used for a while: by somebody who says so, or since they have failed for a day. */
export const PAUSES: Subject = {
  name: 'pause',
  events: PAUSE_EVENTS,
  commands: {
    PauseChannel: changes(PAUSE, {
      input: PAUSING,
      scope: 'admin',
      route: { method: 'POST', path: 'channels/:id/pause', names: 'channelId' },
      example: {
        summary: 'Let what goes through a channel wait',
        id: 'desk',
        body: { id: 'pause-1', reason: 'holiday' },
      },
    }),
    ResumeChannel: changes(PAUSE, {
      input: RESUMING,
      scope: 'admin',
      route: { method: 'POST', path: 'channels/:id/resume', names: 'channelId' },
      example: { summary: 'Use a channel again, what waited first', id: 'desk', body: { id: 'resume-1' } },
    }),
  },
  collections: [
    /** One per channel that is paused. */
    { name: 'pauses', fields: [] },
  ],
  facts: pauseFacts,
  reads: PAUSE_READS,
};
