import { Later, type Sender } from '#engine/deliver/deliver.js';
import type { Channel } from '#kernel/channel.js';
import type { Delivery } from '#kernel/delivery.js';
import type { Outgoing } from '#kernel/message.js';
import { Problem } from '#kernel/problem.js';
import { reasonOf } from '#kernel/reason.js';
import { asFreeText } from '#ledger/label.js';
import type { WayOut } from '#platform/ways-out.js';
import { PAUSE_STREAM } from '#subjects/pauses/pause.events.js';
import { channelIn, CHANNEL_STREAM } from '#subjects/channels/channel.js';
import { CHANNEL_DELIVERY, CHANNEL_TEST, type ChannelBody } from '#subjects/channels/channel.delivery.js';
import { failingForADay } from '#subjects/channels/failing.js';
import { TO_CUSTOMER, type MessageBody } from '#subjects/automations/doing/to-customer.js';
import type { Book } from '../book.js';
import { groundOf } from '../ground.js';
import { customerLetter } from './customer-letter.js';
import { openedChannel } from './opened-channel.js';
import { withReport } from './report-message.js';

export interface ChannelSendersParts {
  readonly book: Book;
  readonly wayOut: WayOut;
  /** Where browsers reach the server; undefined where nothing says. */
  readonly publicUrl?: string | undefined;
  readonly onError: (error: unknown) => void;
}

/** Deliveries of a channel that are looked at to see whether it fails: the last ones. */
const LOOKED_AT = 100;

/**
 * Sends what goes through channels: each as it is said when something is sent, so that what waited for a mistake to be mended goes where it
 * should. A channel that has failed for a day is paused; a test goes through a paused one too, and ends the pause where it arrives.
 */
export function channelSenders(parts: ChannelSendersParts): Readonly<Record<string, Sender>> {
  const { book } = parts;
  const waits = pausedChannels(book);
  const sending = (send: typeof sent): Sender => ({
    waits,
    send: async (delivery, signal) => {
      try {
        return await send(parts, delivery, signal);
      } catch (error) {
        await pauseFailing(parts, delivery, reasonOf(error)).catch(parts.onError);
        throw error;
      }
    },
  });
  return {
    [CHANNEL_DELIVERY]: sending(sent),
    [TO_CUSTOMER]: sending(sentToCustomer),
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

/** As it is said when something is sent. */
async function channelNow(book: Book, name: string): Promise<Channel> {
  const channel = channelIn(await book.log.readStream(CHANNEL_STREAM + name), book.clock());
  if (channel === undefined) throw new Error(`there is no channel ${name}, or it is retired`);
  return channel;
}

/** Records that a channel is not used any more, where all that was sent through it for a day has failed. */
async function pauseFailing({ book }: ChannelSendersParts, delivery: Delivery, error: string): Promise<void> {
  const { channel } = delivery;
  const now = book.clock();
  const before = delivery.attempts.slice(0, -1);
  const last = delivery.attempts.slice(-1).map((attempt) => ({ ...attempt, endedAt: now.toISOString(), error }));
  const others = await book.outbox().find({ channel, limit: LOOKED_AT });
  const all = [...others.filter(({ id }) => id !== delivery.id), { ...delivery, attempts: [...before, ...last] }];
  const [said, pauses] = await Promise.all([
    book.log.readStream(CHANNEL_STREAM + channel),
    book.log.readStream(PAUSE_STREAM + channel),
  ]);
  const used = [...said, ...pauses].toSorted((one, other) => one.position - other.position).at(-1);
  const failingSince = failingForADay(all, used?.recordedAt ?? '', now);
  if (failingSince === undefined) return;
  const reason = asFreeText(error, 'it failed');
  // Several deliveries fail at the same time: what they were sent through is paused once since it was last used.
  const id = `failing-${used?.id ?? 'ever'}`;
  await book.ledger.record('PauseChannel', { id, channelId: channel, reason, failingSince }).catch(whereClaimed);
}

/** Another one has paused it, by what he saw. */
function whereClaimed(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'id-conflict') throw error;
}

/** Asks which channels are paused, anew whenever something was recorded. */
function pausedChannels(book: Book): () => Promise<readonly string[]> {
  const ground = groundOf(book);
  let known: { readonly position: number; readonly channels: readonly string[] } | undefined;
  return async () => {
    const { position } = book.models;
    if (known?.position !== position) {
      const { pauses } = (await ground.read('listPauses', '')) as {
        readonly pauses: readonly { readonly channel: string }[];
      };
      known = { position, channels: pauses.map(({ channel }) => channel) };
    }
    return known.channels;
  };
}
