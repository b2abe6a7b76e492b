import { nextEventId } from '#kernel/event-ids.js';
import { Problem } from '#kernel/problem.js';
import { channelIn, CHANNEL_STREAM } from '#subjects/channels/channel.js';
import { CHANNEL_KINDS } from '#subjects/index.js';
import { CHANNEL_TEST, toChannel } from '#subjects/channels/channel.delivery.js';
import type { Book } from '../book.js';
import type { DeliveryTold } from './delivery.answers.js';
import { told } from './deliveries.js';

/** Sends a message through a channel to see whether it arrives; one that is paused is used again when it does. @throws Problem `not-found` */
export async function testChannel(
  { log, outbox, clock }: Pick<Book, 'log' | 'outbox' | 'clock'>,
  channel: string,
): Promise<DeliveryTold> {
  const now = clock();
  if (channelIn(await log.readStream(CHANNEL_STREAM + channel), now, CHANNEL_KINDS) === undefined)
    throw new Problem('not-found', `there is no channel ${channel}, or it is retired`);
  const delivery = toChannel(
    {
      id: `test-${nextEventId()}`,
      channel,
      subject: 'test',
      title: `Test of ${channel}`,
      text: `Somebody tests the channel ${channel} of Tallybook. It works.`,
      data: { channel },
    },
    CHANNEL_TEST,
  );
  await outbox().enqueue([delivery], now.toISOString());
  const enqueued = await outbox().get(delivery.id);
  if (enqueued === undefined) throw new Error('what was put into the outbox is gone');
  return told(enqueued);
}
