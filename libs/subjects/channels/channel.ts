import type { Channel, ChatStyle } from '#kernel/channel.js';
import type { RecordedEvent } from '#kernel/event.js';
import { namedTypes, type NamedContent, type NamedEvent, type NamedTypes } from '#ledger/named/named.events.js';

/** Permanent: what the streams of channels are called. */
export const CHANNEL_STREAM = 'channel-';
const TYPES = namedTypes('Channel');
/** Milliseconds for which messages are signed with the secret before as well: receivers change to the new one meanwhile. */
const ROTATION = 24 * 3_600_000;

/**
 * A channel as the events of its stream say it, its secrets still sealed; undefined where there is none, or it was retired.
 * @param now by which the secret before the last one is no longer used
 */
export function channelIn(events: readonly RecordedEvent[], now: Date): Channel | undefined {
  const last = events.at(-1);
  if (last?.type !== TYPES.set) return undefined;
  const content = contentOf(last);
  switch (content['kind'] as Channel['kind']) {
    case 'mail':
      return { kind: 'mail', to: content['to'] as readonly string[] };
    case 'webhook':
      return { kind: 'webhook', url: content['url'] as string, secrets: secretsIn(events, TYPES, now) };
    case 'chat':
      return { kind: 'chat', url: content['url'] as string, style: content['style'] as ChatStyle };
    case 'folder':
      return { kind: 'folder', path: content['path'] as string };
    case 'inbox':
      return { kind: 'inbox' };
  }
}

/** The last secret that a thing says, and the one before it until receivers have had a day to change: still sealed. */
export function secretsIn(events: readonly RecordedEvent[], { set }: NamedTypes, now: Date): readonly string[] {
  const said = events.map((event) => ({ secret: secretOf(event, set), at: event.recordedAt }));
  const last = said.at(-1)?.secret;
  if (last === undefined) return [];
  const changed = said.findLastIndex(({ secret }, i) => secret === last && said[i - 1]?.secret !== last);
  const before = said[changed - 1]?.secret;
  const isRecent = now.getTime() - Date.parse(said[changed]?.at ?? '') < ROTATION;
  return before !== undefined && isRecent ? [last, before] : [last];
}

function secretOf(event: RecordedEvent, set: string): string | undefined {
  const { secret } = event.type === set ? contentOf(event) : {};
  return typeof secret === 'string' ? secret : undefined;
}

function contentOf({ data }: RecordedEvent): NamedContent {
  return (data as NamedEvent['data']).content;
}
