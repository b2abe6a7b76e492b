import { setTimeout as sleep } from 'node:timers/promises';
import { withAdmin } from './admin.js';
import { ANSWER_WITHIN, type KafkaBusOptions } from './options.js';

const LOOK_AGAIN = 100;

/** Makes the topic where there is none, and waits until its partitions have leaders. @throws when they have none for too long */
export function prepareTopic(options: KafkaBusOptions): Promise<void> {
  const { topic, partitions } = options;
  return withAdmin(options, `the topic ${topic}`, async (admin) => {
    await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: false });
    // A broker may hear of a new topic a little later than the one that made it, and says until then that there is none.
    for (const until = Date.now() + ANSWER_WITHIN; ;) {
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
