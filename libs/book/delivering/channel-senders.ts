import { Later, Refused, type Sender } from '#engine/deliver/deliver.js';
import type { Delivery } from '#kernel/delivery.js';
import { CHANNEL_DELIVERY, CHANNEL_TEST, type ChannelBody } from '#subjects/channels/channel.delivery.js';
import { TO_CUSTOMER, type MessageBody } from '#subjects/automations/doing/to-customer.js';
import { CHANNEL_KINDS } from '#subjects/index.js';
import { WEBHOOK_DELIVERY } from '../webhooks/webhook-delivery.js';
import { webhookSender } from '../webhooks/webhook-sender.js';
import { channelNow } from './channel-now.js';
import { customerLetter } from './customer-letter.js';
import { openedChannel } from './opened-channel.js';
import { unlessPaused, waitingFor } from './pausing.js';
import { withReport } from './report-message.js';
import { LONGEST_SENDING, throughChannel, type ThroughParts } from './through-channel.js';

export interface ChannelSendersParts extends ThroughParts {
  /** Where browsers reach the server; undefined where nothing says. */
  readonly publicUrl?: string | undefined;
  readonly onError: (error: unknown) => void;
}

/**
 * Sends what goes through channels: each as it is said when something is sent, so that what waited for a mistake to be mended goes where it
 * should. A channel that has failed for a day is paused; a test goes through a paused one too, and ends the pause where it arrives. What is
 * to go through one of a kind that is not there waits.
 */
export function channelSenders(parts: ChannelSendersParts): Readonly<Record<string, Sender>> {
  const { book, onError } = parts;
  const pausing = unlessPaused(book, onError);
  const sending = (send: Sender['send']): Sender => ({ ...pausing(send), timeout: LONGEST_SENDING });
  return {
    [CHANNEL_DELIVERY]: sending((delivery, signal) => sent(parts, delivery, signal)),
    [TO_CUSTOMER]: sending((delivery, signal) => sentToCustomer(parts, delivery, signal)),
    [WEBHOOK_DELIVERY]: sending(webhookSender(parts)),
    [CHANNEL_TEST]: {
      timeout: LONGEST_SENDING,
      waits: waitingFor(book),
      send: async (delivery, signal) => {
        const note = await sent(parts, delivery, signal);
        if (note instanceof Refused) return note;
        await book.ledger.record('ResumeChannel', { id: delivery.id, channelId: delivery.channel });
        return note;
      },
    },
  };
}

async function sent(parts: ChannelSendersParts, delivery: Delivery, signal: AbortSignal): Promise<unknown> {
  const { book } = parts;
  const { id, channel: name, subject, enqueuedAt: at } = delivery;
  const channel = await channelNow(book, name);
  const { title, text, data, link, report } = delivery.body as object as ChannelBody;
  const said = { title, text, data, ...(link !== undefined && { link }) };
  const takes = CHANNEL_KINDS[channel.kind]?.takes;
  const message = report === undefined ? said : await withReport(book, said, report, takes);
  const opened = await openedChannel(channel, book.seal);
  return throughChannel(parts, opened, { id, subject, at, message }, delivery, signal);
}

/** As the channel is, but for a mail, which goes to the customer. */
async function sentToCustomer(parts: ChannelSendersParts, delivery: Delivery, signal: AbortSignal): Promise<unknown> {
  const { book, publicUrl } = parts;
  const { id, channel: name, subject, enqueuedAt: at, body } = delivery;
  const channel = await channelNow(book, name);
  const where = { name, kind: channel.kind, ...(publicUrl !== undefined && { publicUrl }) };
  const letter = await customerLetter(book, body as object as MessageBody, where);
  if ('not' in letter) return `not sent: ${letter.not}`;
  if ('later' in letter) return new Later('put off: in quiet hours', letter.later);
  const { message, to } = letter;
  const opened = await openedChannel(channel, book.seal);
  const addressed = to === undefined ? opened : { ...opened, said: { ...opened.said, to: [to] } };
  return throughChannel(parts, addressed, { id, subject, at, message }, delivery, signal);
}
