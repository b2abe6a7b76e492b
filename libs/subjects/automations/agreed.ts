import type { Json } from '#kernel/event.js';
import type { Views } from '#kernel/ports/views.js';
import type { NamedVersion } from '../named.facts.js';
import type { Action } from './doing/doings.js';

/** Kinds of channels that stay in the house: nobody need agree to what goes there, and nothing of a person does. */
const OF_THE_HOUSE: ReadonlySet<string> = new Set(['inbox', 'folder']);

export function isOfHouse(kind: string | undefined): boolean {
  return kind !== undefined && OF_THE_HOUSE.has(kind);
}

/**
 * Whether a customer agrees to be written to through a channel: by its kind or its id, and by neither that it does not.
 * @param kind undefined where nobody knows it @param consent what was said by then, by channel
 */
export function isAgreed(channel: string, kind: string | undefined, consent: ReadonlyMap<string, boolean>): boolean {
  if (isOfHouse(kind)) return true;
  const said = [consent.get(channel), kind === undefined ? undefined : consent.get(kind)];
  return said.includes(true) && !said.includes(false);
}

/** Whether a customer agrees to all that some actions send. */
export async function agreesTo(
  actions: readonly Action[],
  consent: ReadonlyMap<string, boolean>,
  views: Pick<Views, 'get'>,
): Promise<boolean> {
  const sent = await sentBy(actions, views);
  return sent.every(({ channel, kind }) => isAgreed(channel, kind, consent));
}

/** How many messages some actions send to the customer, and not to the house. */
export async function messagesTo(actions: readonly Action[], views: Pick<Views, 'get'>): Promise<number> {
  const sent = await sentBy(actions, views);
  return sent.filter(({ kind }) => !isOfHouse(kind)).length;
}

/** The channels of all messages, with their kinds as they are now, undefined where nobody knows it; and those of programs, which are what they have to be. */
async function sentBy(
  actions: readonly Action[],
  views: Pick<Views, 'get'>,
): Promise<readonly { readonly channel: string; readonly kind: string | undefined }[]> {
  const told = actions.flatMap(({ webhook }) =>
    webhook === undefined ? [] : { channel: webhook.channel, kind: 'webhook' },
  );
  const channels = actions.flatMap(({ message }) => message?.channel ?? []);
  if (channels.length === 0) return told;
  const found = await views.get('channels', [...new Set(channels)]);
  const kinds = new Map(found.map(({ id, body }) => [id, kindIn(body)]));
  return [...told, ...channels.map((channel) => ({ channel, kind: kinds.get(channel) }))];
}

function kindIn(body: Json): string | undefined {
  const { content, retired } = body as object as NamedVersion;
  const { kind } = content;
  return retired || typeof kind !== 'string' ? undefined : kind;
}
