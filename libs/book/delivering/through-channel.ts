import type { Refused } from '#engine/deliver/deliver.js';
import type { Channel } from '#kernel/channel.js';
import type { Delivery } from '#kernel/delivery.js';
import type { Outgoing } from '#kernel/message.js';
import { asFreeText, freeTextError } from '#ledger/label.js';
import type { WaysOut } from '#platform/ways-out.js';
import { TIME_FOR_MESSAGE } from '#subjects/channels/channel-kind.js';
import { CHANNEL_KINDS } from '#subjects/index.js';
import type { Book } from '../book.js';
import { notThere, sentBy } from './sent-by.js';

export interface ThroughParts {
  readonly book: Book;
  readonly ways: WaysOut;
}

/** Milliseconds that the slowest kind has. */
export const LONGEST_SENDING = Math.max(
  TIME_FOR_MESSAGE,
  ...Object.values(CHANNEL_KINDS).map(({ timeout = 0 }) => timeout),
);

/**
 * Brings a message through a channel, as its kind does it.
 * @param channel with its secrets to be used
 * @returns what a sender says of it @throws whatever is wrong: it is tried again later
 */
export async function throughChannel(
  { book, ways }: ThroughParts,
  channel: Channel,
  outgoing: Outgoing,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<string | Refused | undefined> {
  const kind = CHANNEL_KINDS[channel.kind];
  if (kind === undefined) throw new Error(notThere(channel.kind));
  // What was given up meanwhile, as when drawing takes longer than there is, leaves with the next attempt only.
  signal.throwIfAborted();
  const keep = (message: Outgoing): Promise<void> => kept(book, delivery, message);
  return sentBy(channel.kind, kind, (given) => kind.send(channel, outgoing, { ...ways(given), keep }), signal);
}

async function kept({ ledger }: Book, { id, channel, subject }: Delivery, { message }: Outgoing): Promise<void> {
  const { title, text: said, link } = message;
  const text = freeTextError(said) === undefined ? said : asFreeText(said, title);
  await ledger.record('KeepMessage', { id, channel, subject, title, text, ...(link !== undefined && { link }) });
}
