import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Message } from 'kafkajs';
import { readTopic } from '#bus-kafka/topic-reader.js';
import type { IntakeBook } from '#book/intake/take-events.js';
import { takingRecords } from '#book/intake/take-records.js';
import type { TakesRecords } from '#kernel/ports/topic.js';
import { Problem } from '#kernel/problem.js';
import type { Recording } from '#ledger/ledger.js';
import { Desk } from '#testing/desk.js';
import { withServer } from '../contracts/with-server.js';
import { QUIET, Stage } from '../journeys/stage.js';
import { until } from '../processes/until.js';

const lines = [{ product: 'tea', quantity: 1, unitPrice: '10' }];
const STRUCTURED = { 'content-type': 'application/cloudevents+json' };

function sold(id: string, source = '/shop'): { readonly [name: string]: unknown } {
  const data = { id: `s-${id}`, occurredAt: '2024-03-01', lines };
  return { specversion: '1.0', id, source, type: 'tallybook.RecordSale', data };
}

withServer('KAFKA_BROKERS', (servers) =>
  describe('a topic that events are taken from', () => {
    const brokers = servers.split(',');
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const [admin, producer] = [kafka.admin(), kafka.producer()];

    beforeAll(() => Promise.all([admin.connect(), producer.connect()]));
    afterAll(() => Promise.all([admin.disconnect(), producer.disconnect()]));

    const made = async (partitions: number): Promise<string> => {
      const topic = `intake-${randomUUID()}`;
      await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true });
      return topic;
    };
    const send = (topic: string, ...messages: readonly Message[]) => producer.send({ topic, messages: [...messages] });

    it('gives every event of every form once, keeps what is none, and is stopped by nothing', async () => {
      const topic = await made(1);
      const stage = await Stage.open(
        { ...QUIET, KAFKA_BROKERS: servers, TALLY_INTAKE_TOPIC: topic },
        {},
        '2024-05-01T10:00:00Z',
      );
      const attributes = { ce_specversion: '1.0', ce_source: '/till', ce_type: 'tallybook.RecordSale' };
      await send(
        topic,
        { value: JSON.stringify(sold('e1')), headers: STRUCTURED },
        { value: 'no JSON at all' },
        {
          value: JSON.stringify({ id: 't-1', occurredAt: '2024-03-01', lines }),
          headers: { ...attributes, ce_id: 'b1', 'content-type': 'application/json' },
        },
        { value: JSON.stringify(sold('e1')) },
        {
          value: JSON.stringify([sold('e2'), sold('e3')]),
          headers: { 'content-type': 'application/cloudevents-batch+json' },
        },
        { value: null, key: 'gone' },
        { value: JSON.stringify({ ...sold('e4'), type: 'com.unknown' }) },
        { value: JSON.stringify({ ...sold('e2'), data: { other: 'content' } }) },
        { value: Buffer.from([0xff, 0xfe]) },
        { value: JSON.stringify({ specversion: '1.0', source: '/shop', type: 'tallybook.RecordSale', data: {} }) },
        { value: JSON.stringify({ ...sold('e5'), data: { id: 's-e5', lines: [] } }) },
        { value: JSON.stringify(sold('e6')) },
      );
      const sales = async () => {
        const { log, models } = stage.book;
        await models.waitFor(await log.tail());
        const { events } = (await stage.send('GET', '/v1/events?type=SaleRecorded&limit=100')).body as {
          readonly events: readonly { readonly data: { readonly id: string }; readonly emitter: string }[];
        };
        return events.map(({ data, emitter }) => `${data.id} ${emitter}`);
      };
      await until(async () => (await sales()).includes('s-e6 /shop'));
      expect(await sales()).toEqual(['s-e1 /shop', 't-1 /till', 's-e2 /shop', 's-e3 /shop', 's-e6 /shop']);
      const { events: quarantined } = (await stage.send('GET', '/v1/quarantine?limit=100')).body as {
        readonly events: readonly { readonly source: string; readonly type: string; readonly code: string }[];
      };
      expect(quarantined.map(({ source, code }) => `${source} ${code}`).toSorted()).toEqual(
        [
          ...['/shop invalid-request', '/shop not-found', `kafka:${topic} id-conflict`],
          ...Array.from({ length: 3 }, () => `kafka:${topic} invalid-request`),
        ].toSorted(),
      );
      await stage.stop();
      await send(topic, { value: JSON.stringify(sold('e7')) }, { value: JSON.stringify(sold('e6')) });
      await stage.start({ ...QUIET, KAFKA_BROKERS: servers, TALLY_INTAKE_TOPIC: topic });
      await until(async () => (await sales()).includes('s-e7 /shop'));
      expect(await sales()).toHaveLength(6);
      await stage.close();
    });

    it('gives every event once while members come and go, and the log does not answer', async () => {
      const [topic, group] = [await made(4), `test-${randomUUID()}`];
      const desk = new Desk();
      const { ledger, log } = desk;
      const book: IntakeBook = {
        ledger: {
          record: (type: string, data: unknown, how?: Recording) => ledger.record(type, data, how),
          take: (...command) => ledger.take(...command),
          commands: ledger.commands,
          forget: () => ledger.forget(),
        },
        log,
        countEvent: () => undefined,
      };
      const take = takingRecords(book);
      let calls = 0;
      // Some pieces are refused before they are taken, and some after.
      const shaky: TakesRecords = async (records) => {
        const call = calls++;
        if (call % 5 === 1) throw new Problem('log-unavailable', 'away');
        await take(records);
        if (call % 5 === 3) throw new Problem('log-unavailable', 'away once more');
      };
      const join = () => readTopic({ connection: { brokers }, topic, group, onError: () => undefined }, shaky);
      const ids = Array.from({ length: 400 }, (_, i) => `e${String(i)}`);
      const messages = ids.map((id, i) => ({ key: String(i % 7), value: JSON.stringify(sold(id)) }));
      const recorded = async (): Promise<readonly string[]> => {
        const events = await log.readAll(0, 10_000);
        return events.filter(({ type }) => type === 'SaleRecorded').map(({ data }) => data['id'] as string);
      };
      const first = join();
      await send(topic, ...messages.slice(0, 100), { key: '1', value: 'poison' });
      await until(async () => (await recorded()).length > 0);
      const second = join();
      await send(topic, ...messages.slice(100, 250));
      await first();
      await send(topic, ...messages.slice(200, 300));
      const third = join();
      await send(topic, ...messages.slice(300));
      await until(async () => new Set(await recorded()).size === ids.length);
      // What was taken is remembered: nobody is given it again.
      const left = async (): Promise<number> => {
        const offsets = (await admin.fetchOffsets({ groupId: group, topics: [topic] })).flatMap(
          (one) => one.partitions,
        );
        const read = new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)]));
        const ends = await admin.fetchTopicOffsets(topic);
        return ends.reduce((sum, { partition, high }) => sum + Number(high) - Math.max(0, read.get(partition) ?? 0), 0);
      };
      await until(async () => (await left()) === 0);
      await Promise.all([second(), third()]);
      expect((await recorded()).toSorted()).toEqual(ids.map((id) => `s-${id}`).toSorted());
      const kept = (await log.readAll(0, 10_000)).filter(({ type }) => type === 'CloudEventQuarantined');
      expect(kept.map(({ data }) => data['type'])).toEqual(['tallybook.unreadable']);
    });
  }),
);
