import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { Random } from '#demo/random.js';
import { cases } from '#testing/night.js';
import { withServer } from '../contracts/with-server.js';
import { Follower, KafkaBook, newTopic } from './kafka-book.js';
import { TamperedBus } from './tampered-bus.js';

const FACTS = 400;
const REPETITIONS = cases({ day: 5, night: 20 });
/** Topics that are fed at the same time. */
const AT_ONCE = 5;

withServer('KAFKA_BROKERS', (brokers) =>
  describe('the topic', () => {
    let book: KafkaBook;
    const client = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const admin = client.admin();
    let seed = 1;

    beforeAll(async () => {
      book = await KafkaBook.open(brokers, FACTS, seed++);
      await admin.connect();
    });

    afterAll(async () => {
      await book.close();
      await admin.disconnect();
    });

    const emptied = async (topic: string): Promise<void> => {
      const ends = await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({
        topic,
        partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
      });
    };
    /** Two texts in a transaction: what marks its end takes an offset that nobody can read. */
    const writeForeign = async (topic: string): Promise<void> => {
      const settings = { transactionalId: topic, maxInFlightRequests: 1, idempotent: true };
      const producer = client.producer({ ...settings, createPartitioner: Partitioners.DefaultPartitioner });
      await producer.connect();
      const transaction = await producer.transaction();
      const messages = [
        { value: 'hello', partition: 0 },
        { value: 'you', partition: 0 },
      ];
      await transaction.send({ topic, messages });
      await transaction.commit();
      await producer.disconnect();
    };
    const recordMore = async (): Promise<number> => {
      await book.record(FACTS, seed++);
      return book.log.tail();
    };

    const tampered = async (repetition: number): Promise<void> => {
      const bus = book.bus(newTopic());
      const damaging = new TamperedBus(bus, new Random(repetition));
      const follower = new Follower(book);
      await follower.join(bus);
      const relaying = book.relay(damaging);
      await follower.covers(await book.log.tail());
      await relaying.stop();
      await bus.close();
      expect([repetition, await book.difference(follower.views)]).toEqual([repetition, undefined]);
      expect(Math.min(...Object.values(damaging.done))).toBeGreaterThan(10);
    };

    it(`may lose, repeat and swap records (${String(REPETITIONS)} seeds)`, async () => {
      for (let seed = 1; seed <= REPETITIONS; seed += AT_ONCE)
        await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => tampered(seed + i)));
    });

    it('may be emptied with a projector behind, and a new group may begin afterwards', async () => {
      const topic = newTopic();
      const bus = book.bus(topic);
      const follower = new Follower(book);
      const leave = await follower.join(bus);
      const relaying = book.relay(bus);
      await follower.covers(await book.log.tail());
      await leave();
      // All of these are sent, and gone before anybody has taken them.
      const tail = await recordMore();
      const sent = new Follower(book, 'seen');
      const unsee = await sent.join(bus);
      await sent.covers(tail);
      await unsee();
      await relaying.stop();
      await emptied(topic);
      expect(await bus.last()).toEqual(new Map());
      expect(await follower.position()).toBeLessThan(tail);
      await follower.join(bus);
      const late = new Follower(book, 'late');
      await late.join(bus);
      const again = book.relay(bus, tail);
      await Promise.all([follower.covers(tail), late.covers(tail)]);
      await again.stop();
      expect(await book.difference(follower.views)).toBeUndefined();
      expect(await book.difference(late.views)).toBeUndefined();
    });

    it('serves a group without offsets that begins later from what it still has', async () => {
      const bus = book.bus(newTopic());
      const relaying = book.relay(bus);
      const first = new Follower(book, 'first');
      await first.join(bus);
      await first.covers(await book.log.tail());
      const second = new Follower(book, 'second');
      await second.join(bus);
      const tail = await recordMore();
      await Promise.all([first.covers(tail), second.covers(tail)]);
      await relaying.stop();
      expect(await book.difference(first.views)).toBeUndefined();
      expect(await book.difference(second.views)).toBeUndefined();
    });

    it('may hold what is no record of ours at its ends: it is passed over, said, and a relay finds where to go on', async () => {
      const topic = newTopic();
      const bus = book.bus(topic);
      const relaying = book.relay(bus);
      const first = new Follower(book, 'first');
      await first.join(bus);
      const tail = await book.log.tail();
      await first.covers(tail);
      await relaying.stop();
      const last = await bus.last();
      const positions = [...last].map(([partition, { position }]) => [partition, position]).sort();
      expect(positions).toEqual([0, 1, 2, 3, 4, 5].map((partition) => [partition, tail]));
      await writeForeign(topic);
      expect(await bus.last()).toEqual(last);
      const { groups } = await admin.listGroups();
      expect(groups.filter(({ groupId }) => groupId.includes(`last-of-${topic}`))).toEqual([]);
      const second = new Follower(book, 'second');
      await second.join(bus);
      await second.covers(tail);
      const again = book.relay(bus, tail);
      await book.record(FACTS, seed++);
      await Promise.all([first.covers(await book.log.tail()), second.covers(await book.log.tail())]);
      await again.stop();
      expect(book.errors.map(String)).toContainEqual(expect.stringContaining(`passed over partition 0, offset`));
      expect(await book.difference(second.views)).toBeUndefined();
    });

    it('may be grown from 6 to 12 partitions under load', async () => {
      const topic = newTopic();
      const bus = book.bus(topic);
      const relaying = book.relay(bus);
      const follower = new Follower(book);
      await follower.join(bus);
      await follower.join(book.bus(topic));
      const recording = recordMore();
      await follower.covers(1);
      await admin.createPartitions({ topicPartitions: [{ topic, count: 12 }] });
      await recording;
      // Until the producer has noticed: a shard's records then go on elsewhere.
      let ends = await admin.fetchTopicOffsets(topic);
      for (; ends.some(({ high }) => high === '0'); ends = await admin.fetchTopicOffsets(topic)) await recordMore();
      const tail = await recordMore();
      await follower.covers(tail);
      await relaying.stop();
      expect(ends).toHaveLength(12);
      expect(await book.difference(follower.views)).toBeUndefined();
      expect((await bus.last()).size).toBe(12);
    });
  }),
);
