import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWhere } from '../describe-where.js';
import { scratchFolder } from '../journeys/server.js';
import { Broker, NO_KAFKA } from '../stand-ins/kafka-broker.js';
import { Follower, KafkaBook, newTopic } from './kafka-book.js';

const FACTS = 400;

describeWhere(NO_KAFKA, 'a Kafka broker', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let broker: Broker;
  let book: KafkaBook;

  beforeAll(async () => {
    scratch = await scratchFolder();
    broker = await Broker.start(scratch.folder);
    book = await KafkaBook.open(broker.address, FACTS, 1);
  });

  afterAll(async () => {
    await book.close();
    await broker.kill();
    await scratch.remove();
  });

  it('may be killed and started again under load: what was recorded meanwhile arrives, and what it waits for is said', async () => {
    const topic = newTopic();
    const [sending, taking, alsoTaking] = [book.bus(topic), book.bus(topic), book.bus(topic)];
    const follower = new Follower(book);
    await follower.join(taking);
    await follower.join(alsoTaking);
    const relaying = book.relay(sending, 0, 50);
    await follower.covers(1);
    await broker.kill();
    await book.record(FACTS, 2);
    // Long enough that everybody has noticed and given up at least once.
    for (const since = Date.now(); Date.now() - since < 5_000 || book.errors.length < 3;) await sleep(100);
    const said = book.errors.length;
    await broker.start();
    await book.record(FACTS, 3);
    await follower.covers(await book.log.tail());
    expect(said).toBeGreaterThanOrEqual(3);
    expect(await book.difference(follower.views)).toBeUndefined();
    await broker.kill();
    const since = Date.now();
    await Promise.all([relaying.stop(), taking.close(), alsoTaking.close()]);
    expect(Date.now() - since).toBeLessThan(10_000);
  });
});
