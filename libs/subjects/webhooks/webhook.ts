import type { RecordedEvent } from '#kernel/event.js';
import { namedTypes, type NamedEvent } from '#ledger/named/named.events.js';
import type { WebhookSaid } from './webhook.input.js';

/** Permanent: what the streams of webhooks are called. */
export const WEBHOOK_STREAM = 'webhook-';
export const WEBHOOK_TYPES = namedTypes('Webhook');
/** Every fact; not what is set, nor what the book notes. */
export const ALL_FACTS = '*';

/** What a webhook was from an event on. */
export interface WebhookVersion {
  /** Of the event. */
  readonly position: number;
  readonly content: WebhookSaid;
  /** Who said it, where that is known: what is of a person is shown as far as they may see it. */
  readonly actor?: string;
}

/** A webhook that there is. */
export interface Webhook {
  readonly id: string;
  /** Since it last began, the earliest first. */
  readonly versions: readonly [WebhookVersion, ...(readonly WebhookVersion[])];
  /** After which position its events are. */
  readonly after: number;
}

/**
 * A webhook as the events of its stream say it; undefined where there is none, or it was retired. It begins where it is said first, where
 * it is said after it was retired, and where it says another `from` than before; otherwise it goes on.
 */
export function webhookIn(id: string, events: readonly RecordedEvent[]): Webhook | undefined {
  let since: WebhookVersion[] = [];
  for (const event of events) {
    if (event.type !== WEBHOOK_TYPES.set) {
      since = [];
      continue;
    }
    const version = versionOf(event);
    const { from } = version.content;
    if (from !== undefined && since.at(-1)?.content.from !== from) since = [];
    since.push(version);
  }
  const [first, ...rest] = since;
  if (first === undefined) return undefined;
  const { from } = first.content;
  return { id, versions: [first, ...rest], after: from === undefined ? first.position : Math.max(0, Number(from) - 1) };
}

function versionOf({ position, data, envelope: { actor } }: RecordedEvent): WebhookVersion {
  const content = (data as NamedEvent['data']).content as object as WebhookSaid;
  return { position, content, ...(actor !== undefined && { actor }) };
}

/** What it was when an event was recorded; what it was at first for those of before. */
export function versionFor({ versions }: Webhook, position: number): WebhookVersion {
  return versions.findLast((version) => version.position < position) ?? versions[0];
}

/** What it is now. */
export function currentOf({ versions }: Webhook): WebhookVersion {
  return versions.at(-1) ?? versions[0];
}

/** Before the id of a webhook that has an address of its own: what its deliveries go through, and what is paused. Permanent. */
const OWN = 'webhook:';

/** What deliveries go through. */
export function channelOf(id: string, { channel }: WebhookSaid): string {
  return channel ?? OWN + id;
}

/** The webhook whose own a channel is; undefined where it is a channel that was said as one. */
export function ownerOf(channel: string): string | undefined {
  return channel.startsWith(OWN) ? channel.slice(OWN.length) : undefined;
}
