import { adds } from '#ledger/command-type.js';
import type { Subject } from '../subject.js';
import { RETENTION, RETENTION_PUBLICATION } from './retention.commands.js';
import { RETENTION_EVENTS } from './retention.events.js';

/** After how long what is of a person is erased without anybody asking. No figure has anything of it. */
export const RETENTION_SUBJECT: Subject = {
  name: 'retention',
  events: RETENTION_EVENTS,
  commands: {
    PublishRetentionPolicy: adds(RETENTION, {
      input: RETENTION_PUBLICATION,
      scope: 'privacy',
      route: { method: 'POST', path: 'retention' },
      example: {
        summary: 'Have leads erased after two years',
        body: { id: 'leads-two-years', afterDays: 730, of: 'leads', from: '2024-05-01' },
      },
    }),
  },
};
