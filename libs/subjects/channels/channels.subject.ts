import { namedSubject } from '../named.js';
import type { Subject } from '../subject.js';
import { secretsOf, type ChannelKinds } from './channel-kind.js';
import { channelInput } from './channel.input.js';
import { withPauses } from './channel.reads.js';

/** Where reports, alerts and the like go: addresses, programs, chats, folders, inboxes, and what plug-ins lead to. */
export function channels(kinds: ChannelKinds): Subject {
  const named = namedSubject({
    name: 'channel',
    path: 'channels',
    words: 'where messages go',
    scope: 'admin',
    readScope: 'read:records',
    content: channelInput(kinds),
    secrets: secretsOf(kinds),
    example: { id: 'desk', content: { kind: 'inbox' } },
  });
  return { ...named, reads: withPauses(named.reads) };
}
