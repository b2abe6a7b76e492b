import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWhere } from '../describe-where.js';
import { scratchFolder } from '../journeys/server.js';
import { Broker, NO_KAFKA } from '../stand-ins/kafka-broker.js';
import { OUTAGES } from './bus-outage.js';
import { Follower, KafkaBook, newTopic } from './kafka-book.js';
import { TcpProxy } from './tcp-proxy.js';

const FACTS = 100;
/** Milliseconds: long enough that everybody has noticed, has given up and begun again at least once. */
const OUTAGE = 20_000;
const BACK_TIMEOUT = 10_000;

describeWhere(NO_KAFKA, 'a Kafka broker', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let broker: Broker;
  let proxy: TcpProxy;
  let book: KafkaBook;
  let seed = 1;

  beforeAll(async () => {
    scratch = await scratchFolder();
    broker = await Broker.start(scratch.folder);
    proxy = await TcpProxy.before(broker.port);
    book = await KafkaBook.open(`127.0.0.1:${String(proxy.port)}`, FACTS, seed++);
  });

  afterAll(async () => {
    await book.close();
    await proxy.close();
    await broker.kill();
    await scratch.remove();
  });

  it.each(OUTAGES)('%s is back for all within ten seconds, and nothing is lost or doubled', async (_name, outageOf) => {
    const outage = outageOf(broker, proxy);
    const topic = newTopic();
    const buses = [book.bus(topic), book.bus(topic), book.bus(topic)] as const;
    const [sending, ...taking] = buses;
    const follower = new Follower(book);
    for (const bus of taking) await follower.join(bus);
    const relaying = book.relay(sending);
    await follower.covers(await book.log.tail());
    const before = book.errors.length;
    await outage.begin();
    await book.record(FACTS, seed++);
    const tail = await book.log.tail();
    await sleep(OUTAGE);
    const position = await follower.position();
    await outage.end();
    const since = performance.now();
    await follower.covers(tail);
    const took = performance.now() - since;
    await book.record(FACTS, seed++);
    await follower.covers(await book.log.tail());
    expect([position < tail, book.errors.length > before]).toEqual([true, true]);
    expect(await book.difference(follower.views)).toBeUndefined();
    await relaying.stop();
    await Promise.all(buses.map((bus) => bus.close()));
    expect(took).toBeLessThan(BACK_TIMEOUT);
  });

  it('that is gone keeps nobody from ending in time', async () => {
    const topic = newTopic();
    const [sending, taking] = [book.bus(topic), book.bus(topic)];
    const follower = new Follower(book);
    await follower.join(taking);
    const relaying = book.relay(sending);
    await follower.covers(await book.log.tail());
    await broker.kill();
    const since = performance.now();
    await Promise.all([relaying.stop(), taking.close(), sending.close()]);
    expect(performance.now() - since).toBeLessThan(10_000);
  });
});
