import { readTopic } from '#bus-kafka/topic-reader.js';
import { KafkaTopicWriter } from '#bus-kafka/topic-writer.js';
import type { TakesRecords, TopicWriter } from '#kernel/ports/topic.js';
import { PARTITIONS } from './shared-book.js';
import type { Topics } from './topic-settings.js';

/** Hands what comes in the topic for it to whoever takes it. @param book what its group is named after @returns how to stop; undefined where there is no such topic */
export function openIntake(
  topics: Topics | undefined,
  book: string,
  take: TakesRecords,
  onError: (error: unknown) => void,
): (() => Promise<void>) | undefined {
  if (topics?.intake === undefined) return undefined;
  const { kafka: connection, intake: topic } = topics;
  // Rights to names that begin with that of the book's own topic are rights to this one, too.
  return readTopic({ connection, topic, group: `tallybook-${book}-intake`, onError }, take);
}

/** Writes to the topic that others follow; undefined where there is none. */
export function openEventsTopic(topics: Topics | undefined): TopicWriter | undefined {
  if (topics?.events === undefined) return undefined;
  return new KafkaTopicWriter({ connection: topics.kafka, topic: topics.events, partitions: PARTITIONS });
}
