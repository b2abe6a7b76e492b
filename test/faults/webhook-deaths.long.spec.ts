import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Server } from '../journeys/server.js';
import { cutShort, deliveriesOf, MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';
import { around, LATER } from './letters.js';

const CUSTOMERS = ['ada', 'bo'];

interface Heard {
  readonly id: string;
  readonly data: { readonly id: string; readonly key: string; readonly position: string };
}

/** A webhook whose process is killed at every step, against what an undisturbed one is told: each event that it is for, once. */
describe('a webhook', () => {
  let book: MortalBook;
  let server: Server;
  let ahead = 0;
  let sold = 0;
  let checkpoint: string;

  const sell = async (on: Server): Promise<void> => {
    const id = `s${String(sold)}`;
    const customerId = CUSTOMERS[sold % CUSTOMERS.length];
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '1' }];
    const sale = { id, customerId, occurredAt: '2024-03-01', channel: sold % 3 === 0 ? 'shop' : 'web', lines };
    const { status } = await on.post('/v1/sales', sale);
    if (status === 201 || status === 200) sold++;
  };
  const delivered = (): Promise<void> =>
    until(async () => {
      const told = await deliveriesOf(server);
      const ids = new Set(told.map(({ id }) => id));
      return (await expected()).every((id) => ids.has(id)) && told.every(({ state }) => state === 'delivered');
    });
  /** The ids of all that it is to be told. */
  const expected = async (): Promise<readonly string[]> => {
    const { events } = (await server.get('/v1/events?type=SaleRecorded&limit=1000')) as {
      readonly events: readonly { readonly id: string; readonly data: { readonly channel: string } }[];
    };
    return events.filter(({ data }) => data.channel === 'web').map(({ id }) => `webhook-h-${id}`);
  };
  const heard = (): readonly Heard[] =>
    book.receiver.received.map(({ headers, body }) => {
      return { ...(JSON.parse(body) as Pick<Heard, 'data'>), id: String(headers['webhook-id']) };
    });
  const expectAll = async (): Promise<void> => {
    await delivered();
    const all = heard();
    expect([...new Set(all.map(({ id }) => id))].toSorted()).toEqual([...(await expected())].toSorted());
    for (const customer of CUSTOMERS) {
      const firsts = new Map(all.filter(({ data }) => data.key === customer).map((one) => [one.id, one.data.position]));
      const positions = [...firsts.values()].map(Number);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    }
  };

  beforeAll(async () => {
    book = await MortalBook.open();
    server = await book.start();
    for (const id of CUSTOMERS) await server.post('/v1/customers', { id, registeredAt: '2024-01-01' });
    for (let i = 0; i < 4; i++) await sell(server);
    const hook = { url: book.receiver.url, types: ['SaleRecorded'], where: 'data.channel == "web"', from: 1 };
    const { body } = await server.send('PUT', '/v1/webhooks/h', hook);
    checkpoint = `moveOn webhook.h.${String(body['position'])}`;
    await expectAll();
    await server.stop();
  });
  afterAll(async () => {
    await server.stop();
    await book.close();
  });

  it('is told each event once for ever, at whatever step the process is killed', async () => {
    const steps = [checkpoint, 'enqueue', 'settle'].flatMap(around);
    let deaths = 0;
    for (const diesAt of [...steps, 'after claim']) {
      ahead += LATER;
      const mortal = await book.startMortal({ ahead, diesAt });
      if (mortal === undefined) {
        deaths++;
        continue;
      }
      // Two in three of them are told of.
      for (let i = 0; i < 3; i++) await sell(mortal).catch(() => undefined);
      await until(() => mortal.ended);
      deaths++;
    }
    expect(deaths).toBe(steps.length + 1);
    ahead += LATER;
    server = await book.start({ ahead });
    await sell(server);
    await expectAll();
    const deliveries = await deliveriesOf(server);
    // It is heard again only where a process died that had it in hand.
    expect(heard().length - deliveries.length).toBeLessThanOrEqual(cutShort(deliveries));
    expect(deliveries.length).toBeGreaterThan(5);
  });

  it('is told nothing again while the read models are made anew, or where a backup is restored', async () => {
    const before = heard().length;
    expect((await server.post('/v1/rebuild', {})).status).toBe(202);
    for (let i = 0; i < 3; i++) await sell(server);
    await expectAll();
    expect(heard().length).toBe(before + 2);
    server = await book.movedOn(server, ahead);
    for (let i = 0; i < 3; i++) await sell(server);
    await expectAll();
    expect(heard().length).toBe(before + 4);
  });
});
