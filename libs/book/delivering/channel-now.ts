import type { Channel } from '#kernel/channel.js';
import { channelIn, CHANNEL_STREAM } from '#subjects/channels/channel.js';
import { CHANNEL_KINDS } from '#subjects/index.js';
import type { Book } from '../book.js';

/** A channel as it is said when something is sent, its secrets sealed. @throws Error where there is none */
export async function channelNow({ log, clock }: Pick<Book, 'log' | 'clock'>, name: string): Promise<Channel> {
  const channel = channelIn(await log.readStream(CHANNEL_STREAM + name), clock(), CHANNEL_KINDS);
  if (channel === undefined) throw new Error(`there is no channel ${name}, or it is retired`);
  return channel;
}
