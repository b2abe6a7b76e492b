import type { TakesRecords, TopicWriter } from '#kernel/ports/topic.js';
import { PARTITIONS } from './shared-book.js';
import type { Topics } from './topic-settings.js';

/** Hands what comes in the topic for it to whoever takes it. @param book what its group is named after @returns how to stop; undefined where there is no such topic */
export async function openIntake(
  topics: Topics | undefined,
  book: string,
  take: TakesRecords,
  onError: (error: unknown) => void,
): Promise<(() => Promise<void>) | undefined> {
  if (topics?.intake === undefined) return undefined;
  // Kafka's driver is dear to load, and most books have no topics.
  const { readTopic } = await import('#bus-kafka/topic-reader.js');
  const { kafka: connection, intake: topic } = topics;
  // Rights to names that begin with that of the book's own topic are rights to this one, too.
  return readTopic({ connection, topic, group: `tallybook-${book}-intake`, onError }, take);
}

/** Writes to the topic that others follow; undefined where there is none. */
export async function openEventsTopic(topics: Topics | undefined): Promise<TopicWriter | undefined> {
  if (topics?.events === undefined) return undefined;
  const { KafkaTopicWriter } = await import('#bus-kafka/topic-writer.js');
  return new KafkaTopicWriter({ connection: topics.kafka, topic: topics.events, partitions: PARTITIONS });
}
