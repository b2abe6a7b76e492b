import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { withAdmin } from './admin.js';
import { isUnknownTopic } from './answers.js';
import { ANSWER_TIMEOUT, type KafkaBusOptions } from './options.js';

const LOOK_AGAIN = 100;

/** Makes the topic where there is none, and waits until its partitions have leaders. @throws when they have none for too long */
export function prepareTopic(options: KafkaBusOptions): Promise<void> {
  const { topic } = options;
  return withAdmin(options, `the topic ${topic}`, async (admin) => {
    // Who may not make it has an administrator who did.
    if (!(await isThere(admin, topic))) await makeTopic(admin, options);
    // A broker may hear of a new topic a little later than the one that made it, and says until then that there is none.
    for (const until = Date.now() + ANSWER_TIMEOUT; ;) {
      try {
        await admin.fetchTopicOffsets(topic);
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
      }
      await sleep(LOOK_AGAIN);
    }
  });
}

/** Whether the brokers have a topic. Makes none. */
export async function isThere(admin: Admin, topic: string): Promise<boolean> {
  try {
    await admin.fetchTopicMetadata({ topics: [topic] });
    return true;
  } catch (error) {
    if (isUnknownTopic(error)) return false;
    throw error;
  }
}

/** Somebody else may have been faster. */
export async function makeTopic(
  admin: Admin,
  { topic, partitions }: Pick<KafkaBusOptions, 'topic' | 'partitions'>,
): Promise<void> {
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: false });
}
