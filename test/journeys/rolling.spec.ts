import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from './stage.js';

describe('rolling days', () => {
  let stage: Stage;
  const figures = async (metrics: readonly string[], question: object) =>
    (await stage.rows({ metrics, ...question })).map((row) => Object.values(row));

  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    const sell = (id: string, customerId: string, day: string, amount: string) =>
      stage.record('/v1/sales', {
        id,
        customerId,
        occurredAt: day,
        region: customerId === 'ada' ? 'north' : 'south',
        lines: [{ product: 'tea', quantity: 1, unitPrice: amount }],
      });
    for (const id of ['ada', 'bo']) await stage.record('/v1/customers', { id, registeredAt: '2024-01-01' });
    // Ada buys on 1, 3 and 5 March, Bo on 3 March.
    await sell('s1', 'ada', '2024-03-01', '10');
    await sell('s2', 'ada', '2024-03-03', '20');
    await sell('s3', 'bo', '2024-03-03', '5');
    await sell('s4', 'ada', '2024-03-05', '40');
  });
  afterAll(() => stage.close());

  it('have a row for each day, of the days that end with it', async () => {
    const metrics = ['revenue.net', 'customers.buyers', 'customers.total'];
    const days = { grain: 'rolling-3-days', from: '2024-03-02', to: '2024-03-08' };
    expect(await figures(metrics, days)).toEqual([
      ['2024-03-02', '10', 1, 2],
      ['2024-03-03', '35', 2, 2],
      ['2024-03-04', '25', 2, 2],
      ['2024-03-05', '65', 2, 2],
      ['2024-03-06', '40', 1, 2],
      ['2024-03-07', '40', 1, 2],
      ['2024-03-08', '0', 0, 2],
    ]);
    const { totals, columns } = await stage.query({ metrics, ...days });
    expect(totals).toEqual({ 'revenue.net': '65', 'customers.buyers': 2, 'customers.total': 2 });
    expect(columns).toMatchObject([{ name: 'rolling-3-days', type: 'string' }, {}, {}, {}]);
    expect(await figures(['customers.buyers'], { ...days, by: ['region'], to: '2024-03-03' })).toEqual([
      ['2024-03-02', 'north', 1],
      ['2024-03-02', 'south', 0],
      ['2024-03-03', 'north', 1],
      ['2024-03-03', 'south', 1],
    ]);
  });

  it('see nothing after asOf, and are set beside the days before', async () => {
    const days = { grain: 'rolling-2-days', from: '2024-03-03', to: '2024-03-04', asOf: '2024-03-03' };
    expect(await figures(['orders'], days)).toEqual([
      ['2024-03-03', 2],
      ['2024-03-04', 2],
    ]);
    const compared = { grain: 'rolling-2-days', from: '2024-03-03', to: '2024-03-05', compare: 'previous-period' };
    expect(await figures(['orders'], compared)).toEqual([
      ['2024-03-03', 2, 1, 1],
      ['2024-03-04', 2, 1, 1],
      ['2024-03-05', 1, 2, -0.5],
    ]);
    expect((await stage.query({ metrics: ['orders'], ...compared }))['totals']).toEqual({
      orders: 3,
      'orders.previous': 1,
      'orders.change': 2,
    });
  });

  it('show how often buyers of 30 days buy on a day', async () => {
    const sticky = (grain: string) =>
      figures(['customers.stickiness'], { grain, from: '2024-03-01', to: '2024-03-31', asOf: '2024-03-31' });
    const days = await sticky('day');
    expect(days.slice(0, 5).map(([, figure]) => figure)).toEqual([1, 0, 1, 0, 0.5]);
    // On 31 March the purchases of 1 March lie 30 days back.
    expect(await sticky('month')).toEqual([['2024-03', 0]]);
    const asOf = '2024-03-05';
    expect((await stage.query({ metrics: ['customers.stickiness'], asOf }))['totals']).toEqual({
      'customers.stickiness': 0.5,
    });
  });

  it('are asked for in an address, kept with a question, and refused where they are none', async () => {
    const path = '/v1/query?metrics=orders&grain=rolling-7-days&from=2024-03-05&to=2024-03-05';
    expect((await stage.get(path))['rows']).toEqual([{ 'rolling-7-days': '2024-03-05', orders: 4 }]);
    const question = { metrics: ['orders'], grain: 'rolling-7-days' };
    expect(
      await stage.send('PUT', '/v1/questions/week', { title: 'A week', question, chart: { kind: 'line' } }),
    ).toMatchObject({ status: 201 });
    for (const grain of ['rolling-0-days', 'rolling-401-days', 'rolling-7', 'fortnight']) {
      const { status, body } = await stage.send('POST', '/v1/query', { metrics: ['orders'], grain });
      expect([status, body]).toMatchObject([400, { errors: [{ field: 'grain' }] }]);
    }
  });
});
