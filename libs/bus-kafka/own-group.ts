import { randomUUID } from 'node:crypto';
import type { Consumer, ConsumerConfig } from 'kafkajs';
import { withTimeout } from '#kernel/with-timeout.js';
import { withAdmin } from './admin.js';
import { kafkaClient, type KafkaBusOptions } from './options.js';

const LEAVE_TIMEOUT = 10_000;

/** What a consumer alone in a group of its own gives; nothing is left of the group afterwards. @param purpose as in its name */
export async function withOwnGroup<Value>(
  options: KafkaBusOptions,
  purpose: string,
  settings: Omit<ConsumerConfig, 'groupId'>,
  use: (consumer: Consumer) => Promise<Value>,
): Promise<Value> {
  // Rights to names that begin with the topic's are rights to this one; a publisher waits only for those with a hyphen behind it.
  const groupId = `${options.topic}.${purpose}-${randomUUID()}`;
  const consumer = kafkaClient(options).consumer({ allowAutoTopicCreation: false, ...settings, groupId });
  try {
    return await use(consumer);
  } finally {
    await withTimeout(LEAVE_TIMEOUT, `leaving ${groupId}`, consumer.disconnect()).catch(() => undefined);
    // Who may not is no worse off: Kafka forgets a group without members and offsets by itself, within ten minutes.
    await withAdmin(options, `removing ${groupId}`, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  }
}
