import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Server } from '../journeys/server.js';
import { MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';

/** What is asked of the log and of the outbox between a fact and what is done after it. */
const STEPS = ['DecideAction', 'moveOn action.decisions', 'OpenTask', 'moveOn action.tasks'].flatMap((step) => [
  `before ${step}`,
  `after ${step}`,
]);

describe('automations', () => {
  let book: MortalBook;
  let sales = 0;
  /** By a customer of its own. */
  const sell = async (server: Server): Promise<void> => {
    const id = String(sales++);
    const occurredAt = new Date().toISOString();
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '10' }];
    await server.post('/v1/customers', { id: `c${id}`, registeredAt: '2024-01-01' });
    await server.post('/v1/sales', { id: `s${id}`, customerId: `c${id}`, occurredAt, lines });
  };
  const settled = (server: Server): Promise<void> =>
    until(async () => {
      const text = await (await fetch(`${server.url}/metrics`)).text();
      const reached = ['decisions', 'tasks'].map((name) => {
        const series = `tally_reaction_position{reaction="action.${name}"} `;
        return Number(
          text
            .split('\n')
            .find((line) => line.startsWith(series))
            ?.slice(series.length) ?? -1,
        );
      });
      return Math.min(...reached) >= Number((await server.get('/v1/log?limit=1'))['tail']);
    });

  beforeAll(async () => {
    book = await MortalBook.open();
  });
  afterAll(() => book.close());

  it('decide and act once for ever, at whatever step the process is killed', async () => {
    let server = await book.start();
    const call = { followUp: { due: '3d', note: 'call' } };
    const rule = { title: 'Call', on: { fact: 'RecordSale' }, if: 'orders == 1', do: [call, { followUp: {} }] };
    expect((await server.send('PUT', '/v1/automations/call', rule)).status).toBe(201);
    await sell(server);
    await settled(server);
    await server.stop();
    const died: string[] = [];
    for (const diesAt of STEPS) {
      const mortal = await book.startMortal({ diesAt });
      if (mortal !== undefined) {
        await sell(mortal).catch(() => undefined);
        await until(() => mortal.ended);
      }
      died.push(diesAt);
    }
    server = await book.start();
    await sell(server);
    await settled(server);
    const { events } = (await server.get('/v1/log?limit=1000')) as {
      readonly events: readonly { readonly id: string; readonly type: string; readonly data: { occasion?: string } }[];
    };
    const occasionsOf = (type: string) => events.filter((one) => one.type === type).map(({ data }) => data.occasion);
    const sold = events.filter(({ type }) => type === 'SaleRecorded').map(({ id }) => id);
    await server.stop();
    expect(died).toEqual(STEPS);
    expect(sold.length).toBeGreaterThan(STEPS.length / 2);
    expect(occasionsOf('ActionTaken').toSorted()).toEqual(sold.toSorted());
    expect(occasionsOf('FollowUpOpened').toSorted()).toEqual(sold.flatMap((id) => [id, id]).toSorted());
  });
});
