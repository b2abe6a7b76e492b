import type { ICustomPartitioner, Producer } from 'kafkajs';
import type { Bus, BusHandler, BusRecord } from '#kernel/ports/bus.js';
import { withTimeout } from '#kernel/with-timeout.js';
import { ConsumerLag } from './consumer-lag.js';
import { Delivery } from './delivery.js';
import { GroupMember } from './group-member.js';
import { lastRecords } from './last-records.js';
import { shardIn, toMessage } from './message.js';
import { ANSWER_TIMEOUT, groupId, kafkaClient, NOTICE_TIMEOUT, type KafkaBusOptions } from './options.js';
import { inRequests } from './requests.js';
import { sealOf, type Seal } from './seal.js';
import { prepareTopic } from './topic.js';

/** Partition = shard mod partitions, of as many as the topic has by now. */
const byShard: ICustomPartitioner =
  () =>
  ({ partitionMetadata, message }) =>
    shardIn(message) % partitionMetadata.length;

/**
 * The bus on Kafka: one topic, a shard in one partition, so it stays in order. When the topic is grown a shard may go on in another partition;
 * the order between the two is the chain's business.
 */
export class KafkaBus implements Bus {
  private readonly members = new Set<GroupMember>();
  private readonly lag: ConsumerLag;
  private readonly seal: Seal | undefined;
  private producer: Promise<Producer> | undefined;
  private prepared: Promise<void> | undefined;

  constructor(private readonly options: KafkaBusOptions) {
    this.seal = sealOf(options);
    this.lag = new ConsumerLag(options);
  }

  async publish(records: readonly BusRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.prepare();
    for (const messages of inRequests(records.map((record) => toMessage(record, this.seal)))) {
      await this.lag.room(messages.length);
      await this.send([...messages]);
    }
  }

  async subscribe(group: string, handler: BusHandler): Promise<() => Promise<void>> {
    await this.prepare();
    const delivery = new Delivery(this.options, handler);
    const member = new GroupMember(this.options, groupId(this.options.topic, group), delivery);
    await member.join();
    this.members.add(member);
    return async () => {
      this.members.delete(member);
      await member.leave();
    };
  }

  async last(): Promise<ReadonlyMap<number, BusRecord>> {
    await this.prepare();
    return lastRecords(this.options);
  }

  async close(): Promise<void> {
    this.lag.close();
    await Promise.all([...this.members].map((member) => member.leave()));
    this.members.clear();
    const producer = await this.producer?.catch(() => undefined);
    await producer?.disconnect().catch(() => undefined);
  }

  private async send(messages: ReturnType<typeof toMessage>[]): Promise<void> {
    const connecting = (this.producer ??= this.connect());
    try {
      const producer = await connecting;
      const sending = producer.send({ topic: this.options.topic, acks: -1, messages, timeout: ANSWER_TIMEOUT });
      await withTimeout(ANSWER_TIMEOUT, 'sending to the topic', sending);
    } catch (error) {
      // What of it was stored is unknown: the next attempt begins with a producer and a picture of the topic of its own.
      this.producer = undefined;
      this.prepared = undefined;
      connecting.then((producer) => producer.disconnect()).catch(() => undefined);
      throw error;
    }
  }

  private async connect(): Promise<Producer> {
    const settings = { maxInFlightRequests: 1, allowAutoTopicCreation: false, metadataMaxAge: NOTICE_TIMEOUT };
    const producer = kafkaClient(this.options).producer({ ...settings, createPartitioner: byShard });
    await producer.connect();
    return producer;
  }

  /** Makes the topic where there is none; once, and again after a failure. */
  private prepare(): Promise<void> {
    this.prepared ??= prepareTopic(this.options).catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }
}
