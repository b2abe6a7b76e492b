import type { EachBatchPayload, IHeaders, KafkaMessage } from 'kafkajs';
import type { TakesRecords, TopicRecord } from '#kernel/ports/topic.js';
import type { KafkaConnection } from './connection.js';
import { GroupMember } from './group-member.js';
import { InTurn, type TakesBatches } from './in-turn.js';

export interface TopicReaderOptions {
  readonly connection: KafkaConnection;
  readonly topic: string;
  /** Permanent: what has been read is remembered under it. */
  readonly group: string;
  /** Told what went wrong and is tried again. */
  readonly onError: (error: unknown) => void;
}

/** Records handed over at a time. */
const PIECE = 200;

/**
 * Reads a topic from its beginning, shared with the other members of its group: what a partition has in its order, each piece again until it was
 * taken, and only then remembered. @returns how to stop
 */
export function readTopic(options: TopicReaderOptions, take: TakesRecords): () => Promise<void> {
  const member = new GroupMember(options, options.group, new Pieces(options, take));
  member.joinLater();
  return () => member.leave();
}

class Pieces implements TakesBatches {
  private readonly inTurn: InTurn;

  constructor(
    { onError }: TopicReaderOptions,
    private readonly handler: TakesRecords,
  ) {
    this.inTurn = new InTurn({ onError });
  }

  get idle(): PromiseLike<unknown> {
    return this.inTurn.idle;
  }

  get isBusy(): boolean {
    return this.inTurn.isBusy;
  }

  async take(payload: EachBatchPayload): Promise<void> {
    const { messages, topic, partition } = payload.batch;
    for (let at = 0; at < messages.length; at += PIECE) {
      if (!payload.isRunning() || payload.isStale()) return;
      const piece = messages.slice(at, at + PIECE);
      const records = piece.map((message) => recordOf(message, topic, partition));
      await this.inTurn.hand(`a piece of ${topic}`, () => this.handler(records), payload);
      payload.resolveOffset(piece.at(-1)?.offset ?? payload.batch.lastOffset());
    }
  }
}

function recordOf({ headers = {}, value, offset }: KafkaMessage, topic: string, partition: number): TopicRecord {
  return { topic, partition, offset, value, headers: textsOf(headers) };
}

function textsOf(headers: IHeaders): TopicRecord['headers'] {
  const texts = Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[name.toLowerCase(), Array.isArray(value) ? value.map(String) : value.toString()] as const];
  });
  return Object.fromEntries(texts);
}
