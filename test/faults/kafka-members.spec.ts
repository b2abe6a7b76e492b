import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Batch } from '#kernel/ports/views.js';
import { withServer } from '../contracts/with-server.js';
import { Follower, KafkaBook, newTopic } from './kafka-book.js';

const FACTS = 400;
/** Milliseconds after which a group gives up a member that does not say that it lives; a little more. */
const SESSION = 7_000;

/** Read models behind a member's eyes: its first batch with facts waits in front of them. */
class Stalled {
  readonly answers: string[] = [];
  readonly begun: Promise<void>;
  wake: () => void = () => undefined;
  private begin: () => void = () => undefined;

  constructor() {
    this.begun = new Promise((resolve) => (this.begin = resolve));
  }

  before(follower: Follower): Follower['views'] {
    const { views } = follower;
    const apply = async (batch: Batch): Promise<'applied' | 'stale'> => {
      const isFirst = this.answers.length === 0 && Array.from(batch.facts).length > 0;
      if (!isFirst) return views.apply(batch);
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      this.answers.push('stalls');
      this.begin();
      await woken;
      const answer = await views.apply(batch);
      this.answers.push(answer);
      return answer;
    };
    return Object.assign(Object.create(views) as Follower['views'], { apply });
  }
}

withServer('KAFKA_BROKERS', (brokers) =>
  describe('a member of a group', () => {
    let book: KafkaBook;

    beforeAll(async () => {
      book = await KafkaBook.open(brokers, FACTS, 1);
    });

    afterAll(() => book.close());

    it('that stalls until its session is over and then goes on finds its batch stale, and joins again', async () => {
      const topic = newTopic();
      const [sleeping, awake] = [book.bus(topic, { stuckAfter: 1 }), book.bus(topic)];
      const follower = new Follower(book);
      const stalled = new Stalled();
      await follower.join(sleeping, stalled.before(follower));
      await follower.join(awake);
      const relaying = book.relay(awake);
      await stalled.begun;
      // The other one gets the shards of the one that stalls.
      await follower.covers(await book.log.tail());
      stalled.wake();
      await book.record(FACTS, 2);
      await follower.covers(await book.log.tail());
      expect(stalled.answers).toEqual(['stalls', 'stale']);
      expect(await book.difference(follower.views)).toBeUndefined();
      // Alone, it takes all of them again.
      await awake.close();
      const other = book.bus(topic);
      const again = book.relay(other, await book.log.tail());
      await book.record(FACTS, 3);
      await follower.covers(await book.log.tail());
      await Promise.all([relaying.stop(), again.stop()]);
      expect(await book.difference(follower.views)).toBeUndefined();
      expect(book.errors.map(String)).toContainEqual(expect.stringContaining('is in hand for 1 ms'));
      expect(book.errors.map(String)).toContainEqual(expect.stringContaining('by another projector'));
    });

    it('that takes longer for a batch than a session lasts keeps its place', async () => {
      const topic = newTopic();
      const bus = book.bus(topic);
      const follower = new Follower(book);
      const stalled = new Stalled();
      await follower.join(bus, stalled.before(follower));
      // Would get its shards, and make its batch stale.
      await follower.join(book.bus(topic));
      const relaying = book.relay(bus);
      await stalled.begun;
      setTimeout(() => stalled.wake(), SESSION);
      await follower.covers(await book.log.tail());
      await relaying.stop();
      expect(stalled.answers).toEqual(['stalls', 'applied']);
      expect(await book.difference(follower.views)).toBeUndefined();
    });
  }),
);
