import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWhere } from '../describe-where.js';
import { scratchFolder } from '../journeys/server.js';
import { Broker, NO_KAFKA } from '../stand-ins/kafka-broker.js';
import { BROKER_OUTAGES, WAY_OUTAGES, type Outage } from './bus-outage.js';
import { KafkaBook } from './kafka-book.js';
import { KafkaUsers } from './kafka-users.js';
import { TcpProxy } from './tcp-proxy.js';

const FACTS = 100;
/** Milliseconds: the longest that is waited until everybody has noticed, has given up and begun again at least once. */
const OUTAGE = 20_000;
const BACK_WITHIN = 10_000;

describeWhere(NO_KAFKA, 'a Kafka broker', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let broker: Broker;
  let book: KafkaBook;
  let seed = 1;
  const proxies: TcpProxy[] = [];

  beforeAll(async () => {
    scratch = await scratchFolder();
    broker = await Broker.start(scratch.folder);
    book = await KafkaBook.open(broker.address, FACTS, seed++);
    for (const _ of WAY_OUTAGES) proxies.push(await TcpProxy.before(broker.port));
  });

  afterAll(async () => {
    await book.close();
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await broker.kill();
    await scratch.remove();
  });

  /** What becomes of it while facts are recorded: each user of the broker comes through a proxy and an outage of its own. */
  const go = async (outages: readonly Outage[]): Promise<readonly object[]> => {
    const users = await Promise.all(outages.map((_, i) => KafkaUsers.begin(book, proxies[i]?.port ?? 0)));
    await Promise.all(outages.map((outage) => outage.begin()));
    await book.record(FACTS, seed++);
    const tail = await book.log.tail();
    await Promise.race([sleep(OUTAGE), Promise.all(users.map((one) => one.complain()))]);
    const noticed = await Promise.all(users.map((one) => one.noticed(tail)));
    await Promise.all(outages.map((outage) => outage.end()));
    const since = performance.now();
    const back = users.map(async (one) => {
      await one.follower.covers(tail);
      return performance.now() - since < BACK_WITHIN;
    });
    const inTime = await Promise.all(back);
    await book.record(FACTS, seed++);
    const last = await book.log.tail();
    await Promise.all(users.map((one) => one.follower.covers(last)));
    const differences = await Promise.all(users.map((one) => book.difference(one.follower.views)));
    await Promise.all(users.map((one) => one.end()));
    return outages.map((_, i) => ({ noticed: noticed[i], inTime: inTime[i], difference: differences[i] }));
  };
  const GOOD = { noticed: true, inTime: true, difference: undefined };

  it.each(BROKER_OUTAGES)(
    '%s is back for all within ten seconds, and nothing is lost or doubled',
    async (_, outageOf) => {
      expect(await go([outageOf(broker, proxies[0] as TcpProxy)])).toEqual([GOOD]);
    },
  );

  const ways = WAY_OUTAGES.map(([name]) => name);
  it(`${ways.join(', ')} is back for all within ten seconds, and nothing is lost or doubled`, async () => {
    const became = await go(WAY_OUTAGES.map(([, outageOf], i) => outageOf(broker, proxies[i] as TcpProxy)));
    expect(became.map((one, i) => [ways[i], one])).toEqual(ways.map((way) => [way, GOOD]));
  });

  it('that is gone keeps nobody from ending in time', async () => {
    const users = await KafkaUsers.begin(book, broker.port);
    await broker.kill();
    const since = performance.now();
    await users.end();
    expect(performance.now() - since).toBeLessThan(10_000);
  });
});
