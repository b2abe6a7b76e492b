import type { Producer } from 'kafkajs';
import type { TopicMessage, TopicWriter } from '#kernel/ports/topic.js';
import { withTimeout } from '#kernel/with-timeout.js';
import { ANSWER_TIMEOUT, kafkaClient, NOTICE_TIMEOUT, type KafkaBusOptions } from './options.js';
import { inRequests } from './requests.js';
import { prepareTopic } from './topic.js';

/** Writes to a topic that others read, which is made where there is none. Those of one key are in one partition, in their order. */
export class KafkaTopicWriter implements TopicWriter {
  private producer: Promise<Producer> | undefined;

  constructor(private readonly options: Pick<KafkaBusOptions, 'connection' | 'topic' | 'partitions'>) {}

  async write(messages: readonly TopicMessage[]): Promise<void> {
    const connecting = (this.producer ??= this.connect());
    try {
      const producer = await connecting;
      for (const request of inRequests(messages)) {
        const sent = producer.send({
          topic: this.options.topic,
          acks: -1,
          messages: [...request],
          timeout: ANSWER_TIMEOUT,
        });
        await withTimeout(ANSWER_TIMEOUT, 'sending to the topic', sent);
      }
    } catch (error) {
      // What of it was stored is unknown: the next attempt begins with a producer of its own.
      this.producer = undefined;
      connecting.then((producer) => producer.disconnect()).catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined);
    await producer?.disconnect().catch(() => undefined);
  }

  private async connect(): Promise<Producer> {
    await prepareTopic(this.options);
    const settings = { maxInFlightRequests: 1, allowAutoTopicCreation: false, metadataMaxAge: NOTICE_TIMEOUT };
    const producer = kafkaClient(this.options).producer(settings);
    await producer.connect();
    return producer;
  }
}
