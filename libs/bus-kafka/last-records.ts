import type { Consumer, KafkaMessage } from 'kafkajs';
import type { BusRecord } from '#kernel/ports/bus.js';
import { Signal } from '#kernel/signal.js';
import { withTimeout } from '#kernel/with-timeout.js';
import { withAdmin } from './admin.js';
import { fromMessage } from './message.js';
import type { KafkaBusOptions } from './options.js';
import { withOwnGroup } from './own-group.js';
import { sealOf, type Seal } from './seal.js';

/** How far before a partition's end to begin: the very last offsets may hold nothing to read. */
const LOOK_BACK = 10;
/** Milliseconds for the group to form and the records to come. */
const READ_TIMEOUT = 10_000;

interface End {
  readonly partition: number;
  readonly from: bigint;
  readonly last: bigint;
}

/**
 * The last record of each partition that has any, by partition. A partition with nothing in it (grown a moment ago,
 * emptied) is left out. @throws when the brokers do not answer in time
 */
export async function lastRecords(options: KafkaBusOptions): Promise<ReadonlyMap<number, BusRecord>> {
  const { topic } = options;
  const offsets = await withAdmin(options, `the ends of ${topic}`, (admin) => admin.fetchTopicOffsets(topic));
  const ends = offsets.map(({ partition, low, high }) => {
    const [first, after] = [BigInt(low), BigInt(high)];
    const from = after - BigInt(LOOK_BACK);
    return { partition, from: from > first ? from : first, last: after - 1n };
  });
  const filled = ends.filter(({ from, last }) => from <= last);
  if (filled.length === 0) return new Map();
  const settings = { maxWaitTimeInMs: 200, retry: { retries: 2 } };
  return withOwnGroup(options, 'ends', settings, (consumer) => readEnds(consumer, options, filled));
}

async function readEnds(
  consumer: Consumer,
  options: KafkaBusOptions,
  ends: readonly End[],
): Promise<ReadonlyMap<number, BusRecord>> {
  const { topic } = options;
  const seal = sealOf(options);
  const found = new Map<number, BusRecord>();
  const missing = new Map(ends.map(({ partition, last }) => [partition, last]));
  const complete = new Signal();
  // Also told of batches that have nothing to read, which no handler sees.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
    if (BigInt(lastOffset) >= (missing.get(partition) ?? Infinity)) missing.delete(partition);
    if (missing.size === 0) complete.notify();
  });
  await withTimeout(READ_TIMEOUT, 'joining to read the ends', consumer.connect());
  await consumer.subscribe({ topics: [topic] });
  const running = consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { partition, messages } }) => {
      const record = lastRecord(messages, seal);
      if (record !== undefined) found.set(partition, record);
    },
  });
  for (const { partition, from } of ends) consumer.seek({ topic, partition, offset: String(from) });
  await withTimeout(READ_TIMEOUT, 'joining to read the ends', running);
  await complete.wait(READ_TIMEOUT);
  if (missing.size === ends.length) throw new Error(`the ends of ${topic} could not be read`);
  return found;
}

function lastRecord(messages: readonly KafkaMessage[], seal: Seal | undefined): BusRecord | undefined {
  for (const message of messages.toReversed()) {
    try {
      return fromMessage(message, seal);
    } catch {
      // What somebody else wrote says nothing: the one before it does.
    }
  }
  return undefined;
}
