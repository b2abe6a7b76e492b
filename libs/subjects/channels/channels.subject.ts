import { namedSubject } from '../named.js';
import { CHANNEL } from './channel.input.js';
import { withPauses } from './channel.reads.js';

const NAMED = namedSubject({
  name: 'channel',
  path: 'channels',
  words: 'where messages go',
  scope: 'admin',
  readScope: 'read:records',
  content: CHANNEL,
  secrets: ['secret'],
  example: { id: 'desk', content: { kind: 'inbox' } },
});

/** Where reports, alerts and the like go: addresses, programs, chats, folders, inboxes. */
export const CHANNELS = { ...NAMED, reads: withPauses(NAMED.reads) };
