import type { Channel } from '#kernel/channel.js';
import type { RecordedEvent } from '#kernel/event.js';
import { namedTypes, type NamedContent, type NamedEvent, type NamedTypes } from '#ledger/named/named.events.js';
import type { ChannelKinds } from './channel-kind.js';

/** Permanent: what the streams of channels are called. */
export const CHANNEL_STREAM = 'channel-';
const TYPES = namedTypes('Channel');
/** Milliseconds for which messages are signed with the secret before as well: receivers change to the new one meanwhile. */
const ROTATION = 24 * 3_600_000;

/**
 * A channel as the events of its stream say it, its secrets still sealed; undefined where there is none, or it was retired.
 * @param now by which the secret before the last one is no longer used @param kinds those that are there
 */
export function channelIn(events: readonly RecordedEvent[], now: Date, kinds: ChannelKinds): Channel | undefined {
  const last = events.at(-1);
  if (last?.type !== TYPES.set) return undefined;
  const { kind, ...content } = contentOf(last);
  const named = kind as string;
  const secret = kinds[named]?.secrets ?? [];
  const said = Object.entries(content).filter(([field]) => !secret.includes(field));
  const secrets = secret.map((field) => [field, secretsIn(events, TYPES, now, field)] as const);
  return {
    kind: named,
    said: Object.fromEntries(said),
    secrets: Object.fromEntries(secrets.filter(([, sealed]) => sealed.length > 0)),
  };
}

/** The last secret that a thing says, and the one before it until receivers have had a day to change: still sealed. */
export function secretsIn(
  events: readonly RecordedEvent[],
  { set }: NamedTypes,
  now: Date,
  field = 'secret',
): readonly string[] {
  const said = events.map((event) => ({ secret: secretOf(event, set, field), at: event.recordedAt }));
  const last = said.at(-1)?.secret;
  if (last === undefined) return [];
  const changed = said.findLastIndex(({ secret }, i) => secret === last && said[i - 1]?.secret !== last);
  const before = said[changed - 1]?.secret;
  const isRecent = now.getTime() - Date.parse(said[changed]?.at ?? '') < ROTATION;
  return before !== undefined && isRecent ? [last, before] : [last];
}

function secretOf(event: RecordedEvent, set: string, field: string): string | undefined {
  const secret = event.type === set ? contentOf(event)[field] : undefined;
  return typeof secret === 'string' ? secret : undefined;
}

function contentOf({ data }: RecordedEvent): NamedContent {
  return (data as NamedEvent['data']).content;
}
