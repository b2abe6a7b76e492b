import type { Kafka } from 'kafkajs';
import { connectTo, type KafkaConnection } from './connection.js';

export interface KafkaBusOptions {
  readonly connection: KafkaConnection;
  /** Permanent for a book: what it is called, and its number of partitions at first. */
  readonly topic: string;
  readonly partitions: number;
  /** What records are sealed with, the same for all who send and take them; without it nothing in the topic is believed. */
  readonly key?: string | undefined;
  /** Told what went wrong and is tried again, and what is waited for. */
  readonly onError?: (error: unknown) => void;
  /** Records that the foremost group with members may be behind before a publisher waits. */
  readonly maxLag?: number;
  /** Milliseconds after which a handler that has not answered is taken to be stuck: its shards go to other members. */
  readonly stuckAfter?: number;
}

/** Milliseconds any request to a broker may take: so long is waited on a connection whose other end is gone without a word. */
export const ANSWER_TIMEOUT = 6_000;
/** Milliseconds after which everybody has noticed that the topic has more partitions. */
export const NOTICE_TIMEOUT = 3_000;

/** A client of its own for everyone who needs one: KafkaJS shares what it remembers of a group's offsets between consumers of one client. */
export function kafkaClient({ connection }: Pick<KafkaBusOptions, 'connection'>): Kafka {
  return connectTo(connection, {
    clientId: 'tallybook',
    connectionTimeout: 3_000,
    requestTimeout: ANSWER_TIMEOUT,
    // KafkaJS has other defaults where it finds itself under test.
    retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 4 },
  });
}

/** The consumer group's name at the brokers. Permanent: another one begins at what the topic still has. */
export function groupId(topic: string, group: string): string {
  return `${topic}-${group}`;
}
