import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { withServer } from '../contracts/with-server.js';
import { QUIET, sale, Stage } from '../journeys/stage.js';
import { until } from '../processes/until.js';

interface Told {
  readonly key: string;
  readonly partition: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly event: { readonly id: string; readonly position: string; readonly key: string };
}

withServer('KAFKA_BROKERS', (servers) =>
  describe('a topic that is told what is recorded', () => {
    it('has every event from the first one on, keyed by its customer, and nothing of a person', async () => {
      const topic = `events-${randomUUID()}`;
      const settings = { ...QUIET, KAFKA_BROKERS: servers, TALLY_EVENTS_TOPIC: topic };
      const stage = await Stage.open(QUIET, {}, '2024-05-01T10:00:00Z');
      await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', name: 'Wilhelmina' });
      await stage.record('/v1/sales', sale('s1', 'ada', '2024-02-01', '10'));
      await stage.stop();
      // What was there before the topic is told, too.
      await stage.start(settings);
      await stage.record('/v1/customers', { id: 'bo', registeredAt: '2024-01-01' });
      await stage.record('/v1/sales', sale('s2', 'bo', '2024-02-02', '10'));
      const kafka = new Kafka({ brokers: servers.split(','), logLevel: logLevel.NOTHING });
      const consumer = kafka.consumer({ groupId: `test-${randomUUID()}` });
      const told: Told[] = [];
      const end = async (): Promise<number> => stage.book.log.tail();
      await until(async () => (await stage.book.outbox().checkpoint(`topic.${topic}`)) === (await end()));
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        eachMessage: async ({ partition, message: { key, value, headers = {} } }) => {
          const texts = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]));
          told.push({
            key: String(key),
            partition,
            headers: texts,
            event: JSON.parse(String(value)) as Told['event'],
          });
        },
      });
      const positions = () => new Set(told.map(({ event }) => event.position));
      const { events } = (await stage.get('/v1/events?limit=1000')) as { readonly events: readonly Told['event'][] };
      await until(async () => positions().size >= events.length);
      await consumer.disconnect();
      expect([...positions()].toSorted()).toEqual(events.map(({ position }) => position).toSorted());
      expect(JSON.stringify(told)).not.toContain('Wilhelmina');
      expect(JSON.stringify(told)).toContain('"masked":["name"]');
      for (const { key, headers, event } of told)
        expect([key, headers['id'], headers['position']]).toEqual([event.key, event.id, event.position]);
      const ofBo = told.filter(({ key }) => key === 'bo').map(({ event }) => Number(event.position));
      expect(ofBo).toEqual(ofBo.toSorted((a, b) => a - b));
      expect(new Set(told.filter(({ key }) => key === 'bo').map(({ partition }) => partition)).size).toBe(1);
      await stage.close();
    });
  }),
);
