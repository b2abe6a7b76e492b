import { Kafka, logLevel, type Admin, type Consumer, type EachBatchPayload, type Producer } from 'kafkajs';
import type { Bus, BusHandler, BusRecord } from '#kernel/bus.port.js';
import { Wake } from '#kernel/wake.js';
import { fromMessage, toMessage } from './message.js';

export interface KafkaBusOptions {
  /** `host:port` of brokers. */
  readonly brokers: readonly string[];
  /** Permanent for a book: what it is called, and its number of partitions at first. */
  readonly topic: string;
  readonly partitions: number;
  /** Called with what went wrong and is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** Milliseconds a send may take, and before a consumer that crashed joins again. */
const SEND_WITHIN = 30_000;
const JOIN_AGAIN = 1_000;
/** A broker takes a little more than a megabyte at once, unless told otherwise; headers and key need room too. */
const REQUEST_BYTES = 700_000;
const OVERHEAD = 300;

/**
 * The bus on Kafka: one topic, partition = shard mod partitions, so a shard stays in order. Kafka keeps what consumers have not taken:
 * a publisher waits only for the broker.
 */
export class KafkaBus implements Bus {
  private readonly kafka: Kafka;
  private readonly members = new Set<Member>();
  private producer: Promise<Producer> | undefined;
  private partitions: Promise<number> | undefined;

  constructor(private readonly options: KafkaBusOptions) {
    this.kafka = new Kafka({
      clientId: 'tallybook',
      brokers: [...options.brokers],
      logLevel: logLevel.NOTHING,
      connectionTimeout: 5_000,
      requestTimeout: SEND_WITHIN,
    });
  }

  async publish(records: readonly BusRecord[]): Promise<void> {
    if (records.length === 0) return;
    const partitions = await this.counted();
    const messages = records.map((record) => ({ partition: record.shard % partitions, ...toMessage(record) }));
    const producer = await (this.producer ??= this.connect());
    try {
      for (const some of inRequests(messages))
        await producer.send({ topic: this.options.topic, acks: -1, messages: [...some], timeout: SEND_WITHIN });
    } catch (error) {
      // What of it was stored is unknown: the next attempt begins with a producer and a picture of the topic of its own.
      this.producer = undefined;
      this.partitions = undefined;
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  async subscribe(group: string, handler: BusHandler): Promise<() => Promise<void>> {
    await this.counted();
    const member = new Member(this.kafka, this.options, group, handler);
    this.members.add(member);
    await member.join();
    return async () => {
      this.members.delete(member);
      await member.leave();
    };
  }

  async last(): Promise<ReadonlyMap<number, number>> {
    const partitions = await this.counted();
    const ends = await this.withAdmin((admin) => admin.fetchTopicOffsets(this.options.topic));
    const filled = ends.filter(({ low, high }) => BigInt(high) > BigInt(low));
    const found = new Map<number, number>();
    if (filled.length < partitions) return found;
    await this.lastRecords(
      filled.map(({ partition, high }) => ({ partition, offset: String(BigInt(high) - 1n) })),
      found,
    );
    return found;
  }

  async close(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.leave()));
    this.members.clear();
    const producer = await this.producer?.catch(() => undefined);
    await producer?.disconnect();
  }

  /** The position of the last record of each partition, by partition. */
  private async lastRecords(
    ends: readonly { readonly partition: number; readonly offset: string }[],
    found: Map<number, number>,
  ): Promise<void> {
    const { topic } = this.options;
    const consumer = this.kafka.consumer({ groupId: `${topic}-last-${String(process.pid)}-${String(Date.now())}` });
    const complete = new Wake();
    await consumer.connect();
    try {
      await consumer.subscribe({ topics: [topic] });
      await consumer.run({
        autoCommit: false,
        eachMessage: async ({ partition, message }) => {
          found.set(partition, fromMessage(message).position);
          if (found.size === ends.length) complete.call();
        },
      });
      for (const { partition, offset } of ends) consumer.seek({ topic, partition, offset });
      await complete.wait(SEND_WITHIN);
    } finally {
      await consumer.disconnect();
    }
  }

  /** The number of partitions, asked for once and again after a failure. */
  private counted(): Promise<number> {
    this.partitions ??= this.prepare().catch((error: unknown) => {
      this.partitions = undefined;
      throw error;
    });
    return this.partitions;
  }

  /** Makes the topic where there is none. @returns its number of partitions */
  private prepare(): Promise<number> {
    const { topic, partitions } = this.options;
    return this.withAdmin(async (admin) => {
      await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true });
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length ?? partitions;
    });
  }

  private async withAdmin<Value>(ask: (admin: Admin) => Promise<Value>): Promise<Value> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return await ask(admin);
    } finally {
      await admin.disconnect();
    }
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({ maxInFlightRequests: 1, allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }
}

/** Messages in the requests they go in, so that no partition's part of one is larger than a broker takes. */
function* inRequests<Message extends { readonly value: string | null }>(
  messages: readonly Message[],
): Iterable<readonly Message[]> {
  let some: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = OVERHEAD + (message.value === null ? 0 : Buffer.byteLength(message.value));
    if (some.length > 0 && bytes + size > REQUEST_BYTES) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(message);
    bytes += size;
  }
  if (some.length > 0) yield some;
}

/** One member of a consumer group; joins again when it crashes. */
class Member {
  private consumer: Consumer | undefined;
  private stopped = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: KafkaBusOptions,
    private readonly group: string,
    private readonly handler: BusHandler,
  ) {}

  async join(): Promise<void> {
    const { topic, onError = () => undefined } = this.options;
    const consumer = this.kafka.consumer({
      groupId: `${topic}-${this.group}`,
      sessionTimeout: 10_000,
      heartbeatInterval: 1_000,
      retry: { retries: 2 },
    });
    this.consumer = consumer;
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      onError(payload.error);
      if (!payload.restart && !this.stopped) setTimeout(() => this.again(), JOIN_AGAIN);
    });
    await consumer.connect();
    // A group without offsets begins at what the topic still has; what is older is read from the log.
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ eachBatchAutoResolve: false, eachBatch: (payload) => this.take(payload) });
  }

  async leave(): Promise<void> {
    this.stopped = true;
    await this.consumer?.disconnect();
  }

  private again(): void {
    if (this.stopped) return;
    this.join().catch((error: unknown) => {
      this.options.onError?.(error);
      setTimeout(() => this.again(), JOIN_AGAIN);
    });
  }

  /** Hands over runs of one shard each, in the order of the partition. */
  private async take(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const byShard = Map.groupBy(
      batch.messages.map((message) => fromMessage(message)),
      ({ shard }) => shard,
    );
    for (const [shard, records] of byShard) {
      if (!payload.isRunning() || payload.isStale()) return;
      await this.handler(shard, records);
      await payload.heartbeat();
    }
    payload.resolveOffset(batch.lastOffset());
    await payload.commitOffsetsIfNecessary();
  }
}
