import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStandalone, type Standalone } from '#apps/standalone/start.js';
import { readSettings } from '#platform/settings.js';
import { scratchFolder } from './server.js';

describe('figures on two clocks', () => {
  let now = new Date('2024-03-01T09:00:00Z');
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let standalone: Standalone;
  let position = '0';

  const send = async (path: string, body: object): Promise<void> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(standalone.url + path, init);
    expect(response.status).toBe(201);
    ({ position } = (await response.json()) as { position: string });
  };
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`${standalone.url}${path}&position=${position}`);
    expect(response.status).toBe(200);
    return (await response.json()) as Record<string, unknown>;
  };
  const march = async (more: string): Promise<unknown> =>
    (await get(`/v1/query?metrics=revenue.net,orders,customers.new&from=2024-03-01&to=2024-03-31${more}`))['rows'];
  const sale = (id: string, customerId: string, day: string, unitPrice: string): Promise<void> =>
    send('/v1/sales', {
      id,
      customerId,
      occurredAt: `${day}T12:00:00Z`,
      lines: [{ product: 'tea', quantity: 1, unitPrice }],
    });

  beforeAll(async () => {
    scratch = await scratchFolder();
    const settings = readSettings({ TALLY_DATA_DIR: scratch.folder, TALLY_PORT: '0' });
    standalone = await startStandalone({ settings, clock: () => now });
    await send('/v1/customers', { id: 'ada', registeredAt: '2024-03-01' });
    await send('/v1/customers', { id: 'bob', registeredAt: '2024-03-01' });
    now = new Date('2024-03-20T09:00:00Z');
    await sale('s-1', 'ada', '2024-03-10', '100.5');
    await sale('s-2', 'ada', '2024-03-20', '20');
  });

  afterAll(async () => {
    await standalone.close();
    await scratch.remove();
  });

  const first = [{ 'revenue.net': '120.5', orders: 2, 'customers.new': 1 }];
  const corrected = [{ 'revenue.net': '107.5', orders: 2, 'customers.new': 2 }];

  it('give in March what was recorded in March', async () => {
    now = new Date('2024-03-31T20:00:00Z');
    expect(await march('')).toEqual(first);
  });

  it('give the corrected figure after a late sale and a void in May, and the first one as known in April', async () => {
    now = new Date('2024-05-06T09:00:00Z');
    await sale('s-3', 'bob', '2024-03-15', '7');
    await send('/v1/sales/s-2/void', { id: 'v-1', reason: 'entered twice' });
    expect(await march('')).toEqual(corrected);
    expect(await march('&asOf=2024-03-31&knownAt=2024-04-30')).toEqual(first);
    expect(await march('&knownAt=2024-05-05')).toEqual(first);
    expect(await march('&knownAt=2024-05-06')).toEqual(corrected);
  });

  it('show a customer as it was known', async () => {
    expect(await get('/v1/customers/ada?asOf=2024-03-31&knownAt=2024-04-30')).toMatchObject({
      orders: 2,
      revenue: '120.5',
    });
    expect(await get('/v1/customers/ada?asOf=2024-03-31')).toMatchObject({ orders: 1, revenue: '100.5', stage: 'new' });
    expect(await get('/v1/customers/bob?asOf=2024-03-31&knownAt=2024-04-30')).toMatchObject({
      stage: 'lead',
      orders: 0,
    });
    const { customers } = await get('/v1/customers?stage=new&asOf=2024-03-31&knownAt=2024-04-30');
    expect((customers as { id: string }[]).map(({ id }) => id)).toEqual(['ada']);
  });

  it('follow a sale that comes two years late', async () => {
    const known = '/v1/query?metrics=customers.known,customers.churned&asOf=2022-12-31';
    await sale('s-4', 'bob', '2022-05-01', '1');
    expect((await get(known))['rows']).toEqual([{ 'customers.known': 1, 'customers.churned': 1 }]);
    expect((await get(`${known}&knownAt=2024-05-05`))['rows']).toEqual([
      { 'customers.known': 0, 'customers.churned': 0 },
    ]);
    expect(await march('')).toEqual([{ 'revenue.net': '107.5', orders: 2, 'customers.new': 1 }]);
  });
});
