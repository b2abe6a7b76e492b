import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { Random } from '#demo/random.js';
import type { KafkaBus } from '#bus-kafka/kafka-bus.js';
import { whereToGoOn } from '#engine/relay/relay.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { withServer } from '../contracts/with-server.js';
import { Follower, KafkaBook, newTopic } from './kafka-book.js';
import { MortalBus } from './mortal-bus.js';

const FACTS = 800;
const DEATHS = 20;
const PAGE = 20;

withServer('KAFKA_BROKERS', (brokers) =>
  describe('relays', () => {
    let book: KafkaBook;

    beforeAll(async () => {
      book = await KafkaBook.open(brokers, FACTS, 1);
    });

    afterAll(() => book.close());

    const goesOnFrom = async (bus: KafkaBus): Promise<number> => {
      const start = await whereToGoOn(bus, book.log, (error) => book.errors.push(error));
      return start?.position ?? 0;
    };
    const recordsOf = async (topic: string): Promise<number> => {
      const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      const ends = await admin.fetchTopicOffsets(topic);
      await admin.disconnect();
      return ends.reduce((sum, { high }) => sum + Number(high), 0);
    };

    it(`may be killed at any page and begun again where the topic ends (${String(DEATHS)} deaths), with a second one beside`, async () => {
      const random = new Random(11);
      const topic = newTopic();
      const [bus, other] = [book.bus(topic), book.bus(topic)];
      const follower = new Follower(book);
      await follower.join(bus);
      const begun: number[] = [];
      for (let death = 0; death < DEATHS; death++) {
        const from = await goesOnFrom(bus);
        begun.push(from);
        const mortal = new MortalBus(bus, 1 + random.below(4), random.chance(0.5) ? 'taken' : 'not sent');
        book.relay(mortal, from, PAGE);
        // One beside it begins anywhere: what it sends is old, or the other one has not come so far.
        const beside = new MortalBus(other, 1 + random.below(4), 'taken');
        book.relay(beside, random.below(await book.log.tail()), PAGE);
        await Promise.all([mortal.dead, beside.dead]);
      }
      expect([begun[0], begun.at(-1) === 0]).toEqual([0, false]);
      const two = [book.relay(bus, await goesOnFrom(bus)), book.relay(other, 0)];
      await follower.covers(await book.log.tail());
      await Promise.all(two.map((relaying) => relaying.stop()));
      expect(await book.difference(follower.views)).toBeUndefined();
      expect(book.errors.map(String)).not.toContainEqual(expect.stringContaining('of another log'));
    });

    it('wait for a projector that is too far behind, holding one page, while facts are taken', async () => {
      const maxLag = 200;
      const topic = newTopic();
      const { promise: waits, resolve: waiting } = Promise.withResolvers<string>();
      const { promise: gate, resolve: open } = Promise.withResolvers<undefined>();
      const bus = book.bus(topic, { maxLag, onError: (error) => waiting((error as Error).message) });
      const slow = book.bus(topic);
      let largest = 0;
      await slow.subscribe('slow', async (_shard, records) => {
        largest = Math.max(largest, records.length);
        await gate;
      });
      let pages = 0;
      const readAll = (after: number, limit: number): ReturnType<EventLog['readAll']> => {
        pages++;
        return book.log.readAll(after, limit);
      };
      const counted = Object.assign(Object.create(book.log) as EventLog, { readAll });
      const relaying = book.relay(bus, 0, PAGE, counted);
      expect(await waits).toMatch(
        new RegExp(`^waiting for the consumers of ${topic}: ${topic}-slow is 2\\d\\d records`),
      );
      const read = pages;
      const before = await book.log.tail();
      await book.record(200, 2);
      expect(await book.log.tail()).toBeGreaterThan(before + 150);
      // Nothing has been read since, and what was read is on the topic but for one page and its ticks.
      expect([pages, read * PAGE <= maxLag + PAGE]).toEqual([read, true]);
      const sent = await recordsOf(topic);
      expect([sent >= maxLag, sent <= maxLag + PAGE + 16, largest <= 1_000]).toEqual([true, true, true]);
      const follower = new Follower(book);
      await follower.join(slow);
      open(undefined);
      await follower.covers(await book.log.tail());
      await relaying.stop();
      expect(await book.difference(follower.views)).toBeUndefined();
    });

    it('stop while they are held up', async () => {
      const topic = newTopic();
      const { promise: waits, resolve: waiting } = Promise.withResolvers<unknown>();
      const { promise: gate, resolve: open } = Promise.withResolvers<undefined>();
      const [bus, slow] = [book.bus(topic, { maxLag: 50, onError: waiting }), book.bus(topic)];
      await slow.subscribe('slow', () => gate);
      const relaying = book.relay(bus, 0, PAGE);
      await waits;
      const since = Date.now();
      await relaying.stop();
      await bus.close();
      expect(Date.now() - since).toBeLessThan(10_000);
      open(undefined);
    });
  }),
);
