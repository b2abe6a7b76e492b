import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from './stage.js';

/** Apia went over the date line at the end of 29 December 2011: the next day was the 31st. */
const DAY = '2011-12-30';
const line = { product: 'tea', quantity: 1, unitPrice: '100' };

describe('a day that the time zone skipped', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ TALLY_TIME_ZONE: 'Pacific/Apia' });
    await stage.record('/v1/rates', { id: 'r', currency: 'WST', from: DAY, rate: '0.5' });
    await stage.record('/v1/targets', { id: 't', metric: 'revenue.net', from: DAY, to: '2011-12-31', value: '100' });
    const policy = { churnAfterDays: 10, atRiskAfterDays: 5 };
    await stage.record('/v1/policies/lifecycle', { id: 'p', effectiveFrom: DAY, policy });
    await stage.record('/v1/customers', { id: 'ada', registeredAt: DAY });
    await stage.record('/v1/sales', { id: 's1', customerId: 'ada', occurredAt: DAY, currency: 'WST', lines: [line] });
    await stage.bulk([
      { type: 'RecordSale', data: { id: 's2', customerId: 'ada', occurredAt: DAY, lines: [line] } },
      { type: 'RefundSale', data: { id: 'f', saleId: 's2', occurredAt: DAY, amount: '30' } },
      { type: 'OpenOpportunity', data: { id: 'o', openedAt: DAY, value: '7', expectedCloseOn: DAY } },
      { type: 'CloseCustomer', data: { id: 'c', customerId: 'ada', occurredAt: DAY } },
    ]);
  });
  afterAll(() => stage.close());

  it('means the first moment after it, for every fact', async () => {
    const { events } = await stage.get('/v1/events?after=1&limit=100');
    const moments = (events as { occurredAt: string }[]).map(({ occurredAt }) => occurredAt);
    expect(moments).toEqual(moments.map(() => '2011-12-30T10:00:00.000Z'));
    expect(moments).toHaveLength(9);
  });

  it('has figures of its own: nothing, and the next day has all', async () => {
    const metrics = ['revenue.net', 'orders', 'customers.registered', 'customers.closed', 'opportunities.opened'];
    expect(await stage.rows({ metrics, grain: 'day', from: DAY, to: '2011-12-31' })).toEqual([
      { day: DAY, ...Object.fromEntries(metrics.map((metric) => [metric, metric === 'revenue.net' ? '0' : 0])) },
      {
        day: '2011-12-31',
        'revenue.net': '120',
        orders: 2,
        'customers.registered': 1,
        'customers.closed': 1,
        'opportunities.opened': 1,
      },
    ]);
  });

  it('may be asked for wherever a date may', async () => {
    const span = `from=${DAY}&to=${DAY}&asOf=${DAY}`;
    for (const path of [
      `/v1/query?metrics=revenue.net,target&grain=month&${span}`,
      `/v1/query?metrics=revenue.net&compare=previous-year&${span}`,
      `/v1/query?metrics=revenue.net&knownAt=${DAY}`,
      `/v1/records?metric=revenue.net&${span}`,
      `/v1/figures?${span}`,
      `/v1/customers?asOf=${DAY}`,
      `/v1/cohorts?grain=month&measure=customers&asOf=${DAY}`,
      `/v1/rfm?asOf=${DAY}`,
      `/v1/overdue?asOf=${DAY}`,
    ])
      expect([path, (await stage.send('GET', path)).status]).toEqual([path, 200]);
    expect(await stage.problem('GET', `/v1/customers/ada?asOf=${DAY}`)).toBe('404 not-found');
  });

  it('is closed like any other day, and replays and previews take it', async () => {
    expect((await stage.send('POST', `/v1/periods/${DAY}/close`, { id: 'close' })).status).toBe(201);
    expect((await stage.send('GET', `/v1/periods/${DAY}`)).status).toBe(200);
    expect((await stage.send('POST', '/v1/replays', { asOf: DAY, knownAt: DAY })).status).toBe(202);
    const preview = { policy: { churnAfterDays: 20 }, asOf: DAY, from: DAY, to: DAY };
    expect((await stage.send('POST', '/v1/policies/lifecycle/preview', preview)).status).toBe(200);
  });
});
