import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import { toMessage } from '#bus-kafka/message.js';
import { Seal } from '#bus-kafka/seal.js';
import type { RecordedEvent } from '#kernel/event.js';
import { withServer } from '../contracts/with-server.js';
import { Follower, KafkaBook, KEY, newTopic, SHARDS } from './kafka-book.js';

const FACTS = 200;
const PARTITIONS = 6;
const FAR = 9_000_000_000_000_000;

withServer('KAFKA_BROKERS', (brokers) =>
  describe('access, contract test 3: a topic that others write to', () => {
    let book: KafkaBook;
    let producer: Producer;
    let seed = 1;

    beforeAll(async () => {
      book = await KafkaBook.open(brokers, FACTS, seed++);
      producer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).producer({
        createPartitioner: () => () => 0,
      });
      await producer.connect();
    });

    afterAll(async () => {
      await producer.disconnect();
      await book.close();
    });

    /** To every partition, whatever its shards. */
    const written = async (topic: string, messages: readonly Message[]): Promise<void> => {
      const all = messages.flatMap((message) =>
        Array.from({ length: PARTITIONS }, (_, partition) => ({ ...message, partition })),
      );
      await producer.send({ topic, messages: all });
    };

    /** What somebody would write who wants ten millions more in the figures, or none any more: in each shard. */
    const forgeries = async (seal: Seal | undefined): Promise<readonly Message[]> => {
      const events = await book.log.readAll(0, 10_000);
      const sold = events.find(({ type }) => type === 'SaleRecorded') as RecordedEvent;
      const position = (await book.log.tail()) + 1;
      const data = JSON.parse(JSON.stringify(sold.data).replaceAll(/"unitPrice":"[^"]+"/g, '"unitPrice":"10000000"'));
      return Array.from({ length: SHARDS }, (_, shard) => [
        toMessage({ shard, position, previous: 0, event: { ...sold, id: 'forged', data, position } }, seal),
        toMessage({ shard, position: FAR, previous: 0 }, seal),
        { ...toMessage({ shard, position, previous: 0, event: sold }, seal), value: '{}' },
      ]).flat();
    };

    /** Writes them before, amid and after what a relay sends. @returns what the read models then differ in */
    const differenceWith = async (seal: Seal | undefined, key: string | undefined): Promise<string | undefined> => {
      const topic = newTopic();
      const bus = book.bus(topic, { key });
      const follower = new Follower(book);
      await follower.join(bus);
      await written(topic, await forgeries(seal));
      const relaying = book.relay(bus);
      await follower.covers(await book.log.tail());
      await written(topic, await forgeries(seal));
      await book.record(FACTS, seed++);
      await follower.covers(await book.log.tail());
      await written(topic, await forgeries(seal));
      await book.record(FACTS, seed++);
      await follower.covers(await book.log.tail());
      await relaying.stop();
      return book.difference(follower.views);
    };

    it.each([
      ['they have no seal', undefined, KEY],
      ['they have the seal of another key', 'guessed', KEY],
      ['nobody has a key', undefined, undefined],
    ])('gives the figures of the log where %s', async (_, theirs, key) => {
      const seal = theirs === undefined ? undefined : new Seal(theirs, 'any');
      expect(await differenceWith(seal, key)).toBeUndefined();
    });

    it('gives them also where they have the right seal: what the log cannot have is passed over', async () => {
      const topic = newTopic();
      const bus = book.bus(topic);
      const follower = new Follower(book);
      await follower.join(bus);
      const position = await book.log.tail();
      const shard = 0;
      await bus.publish([
        { shard, position: FAR, previous: 0 },
        { shard: SHARDS, position, previous: 0 },
      ]);
      expect(Math.max(...[...(await bus.last()).values()].map(({ position }) => position))).toBe(FAR);
      const relaying = book.relay(bus);
      await follower.covers(position);
      await relaying.stop();
      expect(await book.difference(follower.views)).toBeUndefined();
    });
  }),
);
