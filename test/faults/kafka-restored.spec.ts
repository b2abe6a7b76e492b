import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdir, rm } from 'node:fs/promises';
import { whereToGoOn } from '#engine/relay/relay.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { GuardedLog } from '#platform/guarded-log.js';
import { isAway } from '#log-eventstoredb/away.js';
import { withServer } from '../contracts/with-server.js';
import { scratchFolder } from '../journeys/server.js';
import { startEventStore } from '../processes/deployment.js';
import type { Program } from '../processes/program.js';
import { until } from '../stand-ins/log-user.js';
import { Follower, KafkaBook, newTopic } from './kafka-book.js';

const FACTS = 200;

withServer('KAFKA_BROKERS', (brokers) =>
  describe('a topic whose log was put back to an earlier day', () => {
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    let server: Program;
    let port: number;
    let book: KafkaBook;
    let seed = 1;

    beforeAll(async () => {
      scratch = await scratchFolder();
      await mkdir(`${scratch.folder}/log`);
      server = await startEventStore(`${scratch.folder}/log`, 0);
      port = Number(/\d+$/.exec(server.said)?.[0]);
      const url = `esdb://127.0.0.1:${String(port)}?tls=false`;
      const log = new GuardedLog(new EventStoreDbEventLog(url, { book: 'tallybook' }), 'EventStoreDB', isAway);
      book = await KafkaBook.open(brokers, FACTS, seed++, log);
    });

    afterAll(async () => {
      await book.close();
      await server.kill('SIGKILL');
      await scratch.remove();
    });

    /** What there is then is done while nobody serves the log. */
    const offline = async (work: (files: string, copy: string) => Promise<void>): Promise<void> => {
      await server.kill('SIGKILL');
      await work(`${scratch.folder}/log`, `${scratch.folder}/copy`);
      server = await startEventStore(`${scratch.folder}/log`, port);
      // A relay that asked meanwhile was told that it is away, which holds until it is probed again.
      await until('the log', 10_000, () =>
        book.log.tail().then(
          () => true,
          () => false,
        ),
      );
    };
    const backUp = (): Promise<void> =>
      offline(async (files, copy) => {
        await rm(copy, { recursive: true, force: true });
        await cp(files, copy, { recursive: true });
      });
    const putBack = (): Promise<void> =>
      offline(async (files, copy) => {
        await rm(files, { recursive: true });
        await cp(copy, files, { recursive: true });
      });
    /** @returns the tail then */
    const record = async (): Promise<number> => {
      await book.record(FACTS, seed++);
      return book.log.tail();
    };
    const followed = async (topic: string, group: string): Promise<Follower> => {
      const follower = new Follower(book, group);
      await follower.join(book.bus(topic));
      return follower;
    };
    const said = (what: string): number => book.errors.filter((error) => String(error).includes(what)).length;

    it('is of use for what both have, and for the rest is no more than a hint: relay and projectors begin afterwards', async () => {
      const topic = newTopic();
      const relaying = book.relay(book.bus(topic));
      await backUp();
      await (await followed(topic, 'before')).covers(await record());
      await relaying.stop();
      await putBack();
      // It has other events at positions that the topic has records of, and goes on beyond them.
      const before = await book.log.tail();
      const tail = await record();
      const start = await whereToGoOn(book.bus(topic), book.log, (error) => book.errors.push(error));
      expect([start?.position, said('the bus has records of another log'), before < tail]).toEqual([tail, 1, true]);
      const again = book.relay(book.bus(topic), start);
      const after = await followed(topic, 'after');
      await after.covers(await record());
      await again.stop();
      expect(said('records: of another log')).toBeGreaterThan(0);
      expect(await book.difference(after.views)).toBeUndefined();
    });

    it('is the same to a relay and projectors that run on', async () => {
      const topic = newTopic();
      const relaying = book.relay(book.bus(topic));
      const early = await followed(topic, 'early');
      await early.covers(await book.log.tail());
      await backUp();
      await (await followed(topic, 'before')).covers(await record());
      await putBack();
      await record();
      const tail = await record();
      // Made from the log as it is now, by somebody who begins with all that the topic has.
      const after = await followed(topic, 'after');
      await after.covers(tail);
      await relaying.stop();
      expect(said('the log no longer has the event that was sent last')).toBeGreaterThan(0);
      expect(await book.difference(after.views)).toBeUndefined();
      const start = await whereToGoOn(book.bus(topic), book.log, (error) => book.errors.push(error));
      expect([start?.position, said('the bus has records of another log')]).toEqual([tail, 1]);
    });
  }),
);
