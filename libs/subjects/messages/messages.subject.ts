import { begins } from '#ledger/command-type.js';
import type { Subject } from '../subject.js';
import { KEEPING, MESSAGE } from './message.commands.js';
import { MESSAGE_EVENTS } from './message.events.js';
import { messageFacts } from './message.facts.js';
import { MESSAGE_READS } from './message.reads.js';

/** Inboxes that are kept in the book: what a channel of that kind is sent is left here. */
export const MESSAGES: Subject = {
  name: 'message',
  events: MESSAGE_EVENTS,
  commands: {
    KeepMessage: begins(MESSAGE, {
      input: KEEPING,
      route: { method: 'POST', path: 'messages' },
      example: {
        summary: 'Leave a message in an inbox',
        body: {
          id: 'm-1',
          channel: 'desk',
          subject: 'note',
          title: 'Stocktaking',
          text: 'Closed on Friday from noon.',
        },
      },
    }),
  },
  collections: [
    /** One per message, id = position as 16 digits. */
    { name: 'messages', fields: ['channel'] },
  ],
  facts: messageFacts,
  reads: MESSAGE_READS,
};
