import type { Consumer } from 'kafkajs';
import { withTimeout } from '#kernel/with-timeout.js';
import type { TakesBatches } from './in-turn.js';
import { kafkaClient, NOTICE_TIMEOUT, type KafkaBusOptions } from './options.js';

/** Milliseconds before a consumer that crashed joins again, and those it may give no sign of life. */
const JOIN_AGAIN = 1_000;
const SILENT_AFTER = 60_000;
/**
 * Milliseconds without a heartbeat after which a group gives up a member, the least that brokers allow unless told otherwise: a group whose
 * broker was away waits so long for the consumers there were before, and nothing is taken meanwhile.
 */
const SESSION = 6_000;
const LEAVE_TIMEOUT = 8_000;
/** A fetch of all partitions stays small, and none waits for its turn behind a full one. */
const BYTES_OF_PARTITION = 512 * 1024;
const BYTES = 6 * 1024 * 1024;

/** One member of a consumer group. Its consumer is replaced when it crashed or fell silent, until the member leaves. */
export class GroupMember {
  private readonly onError: (error: unknown) => void;
  private consumer: Consumer | undefined;
  private joining: Promise<void> = Promise.resolve();
  private signAt = 0;
  private watch: NodeJS.Timeout | undefined;
  private next: NodeJS.Timeout | undefined;
  private stopped = false;

  /** @param group its name at the brokers */
  constructor(
    private readonly options: Pick<KafkaBusOptions, 'connection' | 'topic' | 'onError'>,
    private readonly group: string,
    private readonly delivery: TakesBatches,
  ) {
    this.onError = options.onError ?? (() => undefined);
  }

  /** @throws when the brokers do not answer */
  async join(): Promise<void> {
    await this.begin();
    this.beginWatch();
  }

  /** Joins as soon as the brokers answer and have the topic: whatever is wrong is told, and tried again. */
  joinLater(): void {
    this.beginWatch();
    this.beginAgain();
  }

  private beginWatch(): void {
    this.watch = setInterval(() => {
      if (Date.now() - this.signAt > SILENT_AFTER && !this.delivery.isBusy)
        this.replace(this.consumer, new Error(`the consumer of ${this.group} gives no sign of life`));
    }, JOIN_AGAIN);
  }

  /** Returns when the batch in hand is done and the group knows, or after 8 seconds. */
  async leave(): Promise<void> {
    this.stopped = true;
    clearInterval(this.watch);
    clearTimeout(this.next);
    const gone = async (): Promise<void> => {
      await this.joining.catch(() => undefined);
      await this.consumer?.disconnect();
      await this.delivery.idle;
    };
    await withTimeout(LEAVE_TIMEOUT, `leaving ${this.group}`, gone()).catch(this.onError);
  }

  private begin(): Promise<void> {
    const consumer = this.newConsumer();
    this.consumer = consumer;
    this.signAt = Date.now();
    this.joining = this.run(consumer).catch((error: unknown) => {
      consumer.disconnect().catch(() => undefined);
      throw error;
    });
    return this.joining;
  }

  private async run(consumer: Consumer): Promise<void> {
    await consumer.connect();
    // A group without offsets begins at what the topic still has; what is older is read from the log.
    await consumer.subscribe({ topics: [this.options.topic], fromBeginning: true });
    await consumer.run({ eachBatchAutoResolve: false, eachBatch: (payload) => this.delivery.take(payload) });
  }

  private newConsumer(): Consumer {
    const consumer = kafkaClient(this.options).consumer({
      groupId: this.group,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION,
      rebalanceTimeout: 20_000,
      heartbeatInterval: 1_000,
      metadataMaxAge: NOTICE_TIMEOUT,
      maxWaitTimeInMs: 1_000,
      maxBytesPerPartition: BYTES_OF_PARTITION,
      maxBytes: BYTES,
      // Beginning again is this member's business, not its consumer's.
      retry: { retries: 2, restartOnFailure: async () => false },
    });
    const { CRASH, FETCH, GROUP_JOIN, HEARTBEAT, REQUEST_TIMEOUT } = consumer.events;
    for (const sign of [FETCH, GROUP_JOIN, HEARTBEAT] as const) consumer.on(sign, () => (this.signAt = Date.now()));
    consumer.on(CRASH, ({ payload: { error } }) => this.replace(consumer, error));
    // It would ask again on the same connection, whose other end may be gone without a word.
    consumer.on(REQUEST_TIMEOUT, ({ payload: { apiName } }) =>
      this.replace(consumer, new Error(`${this.group}: the brokers did not answer ${apiName}`)),
    );
    return consumer;
  }

  /** Once for each consumer, however often it crashes or is missed. */
  private replace(consumer: Consumer | undefined, error: unknown): void {
    if (this.stopped || consumer !== this.consumer) return;
    this.consumer = undefined;
    this.onError(error);
    consumer?.disconnect().catch(() => undefined);
    this.beginLater();
  }

  private beginLater(): void {
    if (this.stopped) return;
    this.signAt = Date.now();
    this.next = setTimeout(() => this.beginAgain(), JOIN_AGAIN);
  }

  private beginAgain(): void {
    this.begin().catch((error: unknown) => {
      this.onError(error);
      this.beginLater();
    });
  }
}
