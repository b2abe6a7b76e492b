import type { Channel, WebhookChannel } from '#kernel/channel.js';
import type { Book } from '../book.js';

/**
 * A channel with its secrets to be used. An older secret that cannot be opened signs nothing any more: the newest was said since, perhaps for
 * that very reason. @throws Error where the newest cannot be opened
 */
export async function openedChannel<Of extends Channel>(
  channel: Of,
  seal: Pick<Book['seal'], 'open'>,
): Promise<Of | WebhookChannel> {
  if (channel.kind !== 'webhook') return channel;
  const opened = await Promise.allSettled(channel.secrets.map((secret) => seal.open(secret)));
  const [newest] = opened;
  if (newest?.status === 'rejected') throw newest.reason;
  return { ...channel, secrets: opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])) };
}
