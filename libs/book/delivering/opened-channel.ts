import type { Channel } from '#kernel/channel.js';
import type { Book } from '../book.js';

/**
 * A channel with its secrets to be used. An older secret that cannot be opened is used no more: the newest was said since, perhaps for
 * that very reason. @throws Error where the newest cannot be opened
 */
export async function openedChannel(channel: Channel, seal: Pick<Book['seal'], 'open'>): Promise<Channel> {
  const opened = Object.entries(channel.secrets).map(async ([field, sealed]) => [field, await openedOf(sealed, seal)]);
  return { ...channel, secrets: Object.fromEntries(await Promise.all(opened)) as Channel['secrets'] };
}

/** @param sealed the newest first */
async function openedOf(sealed: readonly string[], seal: Pick<Book['seal'], 'open'>): Promise<readonly string[]> {
  const opened = await Promise.allSettled(sealed.map((secret) => seal.open(secret)));
  const [newest] = opened;
  if (newest?.status === 'rejected') throw newest.reason;
  return opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
