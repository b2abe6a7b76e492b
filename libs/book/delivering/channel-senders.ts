import { Later, type Sender } from '#engine/deliver/deliver.js';
import type { Delivery } from '#kernel/delivery.js';
import type { Outgoing } from '#kernel/message.js';
import { asFreeText } from '#ledger/label.js';
import type { WayOut } from '#platform/ways-out.js';
import { CHANNEL_DELIVERY, CHANNEL_TEST, type ChannelBody } from '#subjects/channels/channel.delivery.js';
import { TO_CUSTOMER, type MessageBody } from '#subjects/automations/doing/to-customer.js';
import type { Book } from '../book.js';
import { WEBHOOK_DELIVERY } from '../webhooks/webhook-delivery.js';
import { webhookSender } from '../webhooks/webhook-sender.js';
import { channelNow } from './channel-now.js';
import { customerLetter } from './customer-letter.js';
import { openedChannel } from './opened-channel.js';
import { unlessPaused } from './pausing.js';
import { withReport } from './report-message.js';

export interface ChannelSendersParts {
  readonly book: Book;
  readonly wayOut: WayOut;
  /** Where browsers reach the server; undefined where nothing says. */
  readonly publicUrl?: string | undefined;
  readonly onError: (error: unknown) => void;
}

/**
 * Sends what goes through channels: each as it is said when something is sent, so that what waited for a mistake to be mended goes where it
 * should. A channel that has failed for a day is paused; a test goes through a paused one too, and ends the pause where it arrives.
 */
export function channelSenders(parts: ChannelSendersParts): Readonly<Record<string, Sender>> {
  const { book, onError } = parts;
  const sending = unlessPaused(book, onError);
  return {
    [CHANNEL_DELIVERY]: sending((delivery, signal) => sent(parts, delivery, signal)),
    [TO_CUSTOMER]: sending((delivery, signal) => sentToCustomer(parts, delivery, signal)),
    [WEBHOOK_DELIVERY]: sending(webhookSender(parts)),
    [CHANNEL_TEST]: {
      send: async (delivery, signal) => {
        const note = await sent(parts, delivery, signal);
        await book.ledger.record('ResumeChannel', { id: delivery.id, channelId: delivery.channel });
        return note;
      },
    },
  };
}

async function sent({ book, wayOut }: ChannelSendersParts, delivery: Delivery, signal: AbortSignal): Promise<unknown> {
  const { id, channel: name, subject, enqueuedAt: at } = delivery;
  const channel = await channelNow(book, name);
  const { title, text, data, link, report } = delivery.body as object as ChannelBody;
  if (channel.kind === 'inbox') {
    const message = { id, channel: name, subject, title, text, ...(link !== undefined && { link }) };
    await book.ledger.record('KeepMessage', message);
    return undefined;
  }
  const said = { title, text, data };
  const message = report === undefined ? said : await withReport(book, said, report, channel.kind);
  const outgoing: Outgoing = { id, subject, at, message };
  const opened = await openedChannel(channel, book.seal);
  // Drawing may take longer than there is: what was given up meanwhile leaves with the next attempt only.
  signal.throwIfAborted();
  return wayOut(opened, outgoing, signal);
}

/** As the channel is, but for a mail, which goes to the customer. */
async function sentToCustomer(
  { book, wayOut, publicUrl }: ChannelSendersParts,
  { id, channel: name, subject, enqueuedAt: at, body }: Delivery,
  signal: AbortSignal,
): Promise<unknown> {
  const channel = await channelNow(book, name);
  const where = { name, kind: channel.kind, ...(publicUrl !== undefined && { publicUrl }) };
  const letter = await customerLetter(book, body as object as MessageBody, where);
  if ('not' in letter) return `not sent: ${letter.not}`;
  if ('later' in letter) return new Later('put off: in quiet hours', letter.later);
  const { message, to } = letter;
  if (channel.kind === 'inbox') {
    const { title } = message;
    const text = asFreeText(message.text, title);
    await book.ledger.record('KeepMessage', { id, channel: name, subject, title, text });
    return undefined;
  }
  const opened = await openedChannel(channel, book.seal);
  const addressed = opened.kind === 'mail' && to !== undefined ? { ...opened, to: [to] } : opened;
  signal.throwIfAborted();
  return wayOut(addressed, { id, subject, at, message }, signal);
}
