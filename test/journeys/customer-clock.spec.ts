import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

describe("figures by the customers' own clocks", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', timeZone: 'America/New_York' });
    await stage.record('/v1/customers', { id: 'bo', registeredAt: '2024-01-01' });
    // Sunday the 10th, when New York puts its clocks on, and Monday night in UTC, which is Sunday evening there.
    await stage.record('/v1/sales', sale('a1', 'ada', '2024-03-10', '100', { occurredAt: '2024-03-10T15:30:00Z' }));
    await stage.record('/v1/sales', sale('a2', 'ada', '2024-03-11', '10', { occurredAt: '2024-03-11T02:30:00Z' }));
    await stage.record('/v1/sales', sale('b1', 'bo', '2024-03-11', '1', { occurredAt: '2024-03-11T02:30:00Z' }));
    await stage.record('/v1/interactions', {
      ...{ id: 'i1', customerId: 'ada', occurredAt: '2024-03-08T15:30:00Z', kind: 'call' },
    });
  });
  afterAll(() => stage.close());

  const by = async (metric: string, dimension: string, more: object = {}): Promise<unknown> => {
    const rows = await stage.rows({ metrics: [metric], by: [dimension], ...more });
    return Object.fromEntries(rows.map((row) => [row[dimension], row[metric]]));
  };

  it('are by the hour and the weekday there, and empty where no zone is known', async () => {
    expect(await by('revenue.net', 'customer_hour')).toEqual({ '': '1', 11: '100', 22: '10' });
    expect(await by('revenue.net', 'customer_weekday')).toEqual({ '': '1', 7: '110' });
    expect(await by('orders', 'weekday')).toEqual({ 1: 2, 7: 1 });
    expect(await by('interactions', 'customer_hour')).toEqual({ 10: 1 });
    expect(await by('customers.buyers', 'customer_hour')).toEqual({ '': 1, 11: 1, 22: 1 });
    const where = { where: { customer_hour: ['22'] } };
    expect(await by('revenue.net', 'customer_weekday', where)).toEqual({ 7: '10' });
  });

  it('follow a zone from the day on which it holds, and as it was known', async () => {
    stage.at('2024-07-10T09:00:00Z');
    const moved = { id: 'z1', effectiveAt: '2024-03-11', timeZone: 'Asia/Kathmandu' };
    await stage.record('/v1/customers/ada', moved, 'PATCH');
    expect(await by('revenue.net', 'customer_hour')).toEqual({ '': '1', 8: '10', 11: '100' });
    expect(await by('revenue.net', 'customer_hour', { knownAt: '2024-07-05' })).toEqual({
      '': '1',
      11: '100',
      22: '10',
    });
    expect((await stage.get('/v1/customers/ada'))['timeZone']).toBe('Asia/Kathmandu');
    const records = await stage.get('/v1/records?metric=orders&where.customer_hour=8');
    expect([records['sum'], records['count']]).toEqual([1, 1]);
  });

  it('are of zones that there are', async () => {
    const { status, body } = await stage.send('POST', '/v1/customers', { id: 'cy', timeZone: 'Mars/Olympus' });
    expect([status, (body['errors'] as { field: string }[])[0]?.field]).toEqual([400, 'timeZone']);
  });
});
