import type { Sender } from '#engine/deliver/deliver.js';
import type { JournalEntry } from '#figures/journal/journal.js';
import type { Channel } from '#kernel/channel.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Outgoing } from '#kernel/message.js';
import { secretsIn } from '#subjects/channels/channel.js';
import {
  currentOf,
  webhookIn,
  WEBHOOK_STREAM,
  WEBHOOK_TYPES,
  type WebhookVersion,
} from '#subjects/webhooks/webhook.js';
import { askedAs } from '../access/principal.js';
import type { Book } from '../book.js';
import { channelNow } from '../delivering/channel-now.js';
import { openedChannel } from '../delivering/opened-channel.js';
import { throughChannel, type ThroughParts } from '../delivering/through-channel.js';
import { onBehalfOf } from './on-behalf-of.js';
import type { WebhookBody } from './webhook-delivery.js';
import { madeSecret } from './webhook-secret.js';

/** Tells of an event as the journal shows it to whoever said the webhook: what is of a person only as far as they may see it now. */
export function webhookSender(parts: ThroughParts): Sender['send'] {
  const { book } = parts;
  return async (delivery, signal) => {
    const { webhook: id, position, messageId } = delivery.body as object as WebhookBody;
    const said = await book.log.readStream(WEBHOOK_STREAM + id);
    const webhook = webhookIn(id, said);
    if (webhook === undefined) return 'not sent: the webhook is retired';
    const current = currentOf(webhook);
    const entry = await entryAt(book, position, current);
    const message = { title: entry.type, text: `${entry.type} of ${entry.stream} at position ${entry.position}` };
    const channel = await channelFor(book, id, current, said);
    const data = entry as object as Outgoing['message']['data'];
    const outgoing = { id: messageId, subject: entry.type, at: entry.recordedAt, message: { ...message, data } };
    return throughChannel(parts, channel, outgoing, delivery, signal);
  };
}

/** With its secrets to be used. */
async function channelFor(
  book: Book,
  id: string,
  { content: { url = '', channel } }: WebhookVersion,
  said: readonly RecordedEvent[],
): Promise<Channel> {
  if (channel !== undefined) return openedChannel(await channelNow(book, channel), book.seal);
  const own = { kind: 'webhook', said: { url } };
  const secret = secretsIn(said, WEBHOOK_TYPES, book.clock());
  if (secret.length > 0) return openedChannel({ ...own, secrets: { secret } }, book.seal);
  return { ...own, secrets: { secret: [await madeSecret(book, id)] } };
}

/** @throws Error where the read models do not have it yet, as when they are made anew */
async function entryAt(book: Book, position: number, { actor }: WebhookVersion): Promise<JournalEntry> {
  const journal = await askedAs(onBehalfOf(book, actor), () =>
    book.models.use(undefined, (model) => model.read('journal', { after: position - 1, limit: 1 })),
  );
  const entry = journal.events.find((one) => Number(one.position) === position);
  if (entry === undefined) throw new Error(`the read models do not have position ${String(position)} yet`);
  return entry;
}
