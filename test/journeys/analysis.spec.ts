import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

describe('analysis', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-05-20T09:00:00Z');
    for (const [id, region] of [
      ['ada', 'north'],
      ['bob', 'north'],
      ['cid', 'south'],
    ] as const)
      await stage.record('/v1/customers', { id, registeredAt: '2023-12-01', region });
    // ada buys every 10 days in January, then stops. bob comes in January and March. cid comes in February.
    for (const day of ['01', '11', '21', '31'])
      await stage.record('/v1/sales', sale(`a${day}`, 'ada', `2024-01-${day}`, '10'));
    await stage.record('/v1/sales', sale('b1', 'bob', '2024-01-15', '100'));
    await stage.record('/v1/sales', sale('b2', 'bob', '2024-03-15', '50'));
    await stage.record('/v1/sales', sale('c1', 'cid', '2024-02-10', '7'));
    await stage.record('/v1/sales/b1/refunds', { id: 'r1', occurredAt: '2024-02-05', amount: '30' });
    await stage.record('/v1/interactions', { id: 'i1', customerId: 'ada', kind: 'call', occurredAt: '2024-04-01' });
  });
  afterAll(() => stage.close());

  it('targets are spread evenly over their days, and reached by a share', async () => {
    // 366 a year (2024 has 366 days): one a day, also by region.
    await stage.record('/v1/targets', {
      id: 't1',
      metric: 'revenue.sales',
      from: '2024-01-01',
      to: '2024-12-31',
      value: '366',
    });
    await stage.record('/v1/targets', {
      id: 't2',
      metric: 'revenue.sales',
      from: '2024-01-01',
      to: '2024-01-31',
      value: 62,
      where: { region: 'north' },
    });
    const metrics = ['revenue.sales', 'target', 'target.attainment'];
    expect(await stage.rows({ metrics, grain: 'month', from: '2024-01-01', to: '2024-03-31' })).toEqual([
      { month: '2024-01', 'revenue.sales': '140', target: '31', 'target.attainment': 140 / 31 },
      { month: '2024-02', 'revenue.sales': '7', target: '29', 'target.attainment': 7 / 29 },
      { month: '2024-03', 'revenue.sales': '50', target: '31', 'target.attainment': 50 / 31 },
    ]);
    expect(await stage.rows({ metrics, from: '2024-01-01', to: '2024-01-31', asOf: '2024-01-10' })).toEqual([
      { 'revenue.sales': '10', target: '10', 'target.attainment': 1 },
    ]);
    expect(await stage.rows({ metrics, by: ['region'], from: '2024-01-01', to: '2024-01-15' })).toEqual([
      { region: 'north', 'revenue.sales': '120', target: '30', 'target.attainment': 4 },
    ]);
    expect(
      await stage.rows({
        metrics: ['target'],
        where: { metric: ['revenue.sales'] },
        from: '2024-04-01',
        to: '2024-04-30',
      }),
    ).toEqual([{ target: '30' }]);
    expect(
      await stage.problem('POST', '/v1/targets', {
        id: 't',
        metric: 'win_rate',
        from: '2024-01-01',
        to: '2024-01-02',
        value: 1,
      }),
    ).toBe('400 invalid-request');
  });

  it('targets need not be named where only one metric has any', async () => {
    const span = { from: '2024-01-01', to: '2024-01-31' };
    expect(await stage.rows({ metrics: ['target'], ...span })).toEqual([{ target: '31' }]);
    expect(await stage.rows({ metrics: ['orders', 'revenue.sales', 'target'], ...span })).toEqual([
      { orders: 5, 'revenue.sales': '140', target: '31' },
    ]);
    expect(await stage.problem('POST', '/v1/query', { metrics: ['orders', 'lines', 'target'] })).toBe(
      '400 invalid-request',
    );
  });

  it('a target set again for the same takes the place of the first', async () => {
    stage.at('2024-05-21T09:00:00Z');
    await stage.record('/v1/targets', {
      id: 't3',
      metric: 'revenue.sales',
      from: '2024-01-01',
      to: '2024-12-31',
      value: '732',
    });
    const question = { metrics: ['target', 'revenue.sales'], from: '2024-01-01', to: '2024-01-31' };
    expect((await stage.rows(question))[0]).toMatchObject({ target: '62' });
    expect((await stage.rows({ ...question, knownAt: '2024-05-20' }))[0]).toMatchObject({ target: '31' });
  });

  it('cohorts keep their buyers or not, cells whose period is not over flagged', async () => {
    const { cohorts } = (await stage.get('/v1/cohorts?asOf=2024-03-20')) as {
      cohorts: { cohort: string; size: number; cells: object[] }[];
    };
    expect(cohorts.map(({ cohort, size }) => [cohort, size])).toEqual([
      ['2024-01', 2],
      ['2024-02', 1],
    ]);
    expect(cohorts[0]?.cells).toEqual([
      { period: '2024-01', age: 0, value: 2, rate: 1, incomplete: false },
      { period: '2024-02', age: 1, value: 0, rate: 0, incomplete: false },
      { period: '2024-03', age: 2, value: 1, rate: 0.5, incomplete: true },
    ]);
    const revenue = (await stage.get('/v1/cohorts?measure=revenue&asOf=2024-03-31')) as {
      cohorts: { cells: { value: string }[] }[];
    };
    expect(revenue.cohorts.map(({ cells }) => cells.map(({ value }) => value))).toEqual([
      ['140', '140', '190'],
      ['7', '7'],
    ]);
    const quarters = (await stage.get('/v1/cohorts?grain=quarter&asOf=2024-04-30')) as { cohorts: object[] };
    expect(quarters.cohorts).toEqual([
      {
        cohort: '2024-Q1',
        size: 3,
        cells: [
          { period: '2024-Q1', age: 0, value: 3, rate: 1, incomplete: false },
          { period: '2024-Q2', age: 1, value: 0, rate: 0, incomplete: true },
        ],
      },
    ]);
  });

  it('RFM gives equal values equal scores', async () => {
    // On 31 March: R 60, 16, 50; F 4, 2, 1; M 40, 150, 7.
    expect(await stage.get('/v1/rfm?asOf=2024-03-31')).toMatchObject({
      customers: 3,
      thresholds: {
        recency: [29.6, 43.2, 52, 56],
        frequency: [1.4, 1.8, 2.4, 3.2],
        monetary: ['20.2', '33.4', '62', '106'],
      },
      counts: {
        R: { 1: 1, 2: 0, 3: 1, 4: 0, 5: 1 },
        F: { 1: 1, 2: 0, 3: 1, 4: 0, 5: 1 },
        M: { 1: 1, 2: 0, 3: 1, 4: 0, 5: 1 },
      },
      cells: [
        { score: '535', R: 5, F: 3, M: 5, customers: 1, revenue: '150' },
        { score: '311', R: 3, F: 1, M: 1, customers: 1, revenue: '7' },
        { score: '153', R: 1, F: 5, M: 3, customers: 1, revenue: '40' },
      ],
    });
  });

  it('customers past their own usual gap are overdue', async () => {
    // ada's gap is 10 days, so 15 are allowed since 31 January.
    expect(await stage.get('/v1/overdue?asOf=2024-02-15')).toEqual({ count: 0, customers: [], next: null });
    expect(await stage.get('/v1/overdue?asOf=2024-02-16')).toEqual({
      count: 1,
      customers: [{ id: 'ada', lastPurchase: '2024-01-31', purchases: 4, usualGap: 10, allowed: 15, daysSince: 16 }],
      next: null,
    });
    await stage.record('/v1/customers/ada/close', { id: 'x1', occurredAt: '2024-05-01' });
    expect(await stage.get('/v1/overdue?asOf=2024-05-01')).toMatchObject({ count: 0 });
  });

  it('records behind a cell are as many, and sum to as much, as the cell says', async () => {
    expect(await stage.get('/v1/records?metric=revenue.net&where.region=north')).toEqual({
      metric: 'revenue.net',
      unit: 'money',
      count: 6,
      sum: '160',
      next: null,
      records: [
        { kind: 'sale', id: 'a01', customerId: 'ada', occurredAt: '2024-01-01T12:00:00.000Z', value: '10' },
        { kind: 'sale', id: 'a11', customerId: 'ada', occurredAt: '2024-01-11T12:00:00.000Z', value: '10' },
        { kind: 'sale', id: 'a21', customerId: 'ada', occurredAt: '2024-01-21T12:00:00.000Z', value: '10' },
        { kind: 'sale', id: 'a31', customerId: 'ada', occurredAt: '2024-01-31T12:00:00.000Z', value: '10' },
        { kind: 'sale', id: 'b1', customerId: 'bob', occurredAt: '2024-01-15T12:00:00.000Z', value: '70' },
        { kind: 'sale', id: 'b2', customerId: 'bob', occurredAt: '2024-03-15T12:00:00.000Z', value: '50' },
      ],
    });
    const lost = await stage.get('/v1/records?metric=customers.active&asOf=2024-03-20');
    expect(lost).toMatchObject({
      count: 3,
      sum: 3,
      records: [{ kind: 'customer', id: 'ada', value: 1 }, { id: 'bob' }, { id: 'cid' }],
    });
  });

  it('records come in pages that miss nothing', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await stage.get(`/v1/records?metric=orders&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page).toMatchObject({ count: 7, sum: 7 });
      seen.push(...(page['records'] as { id: string }[]).map(({ id }) => id));
      cursor = page['next'] as string | null;
    }
    expect(seen).toEqual(['a01', 'a11', 'a21', 'a31', 'b1', 'b2', 'c1']);
  });

  it('revenue, orders and interactions go by the stage and tier of the day', async () => {
    expect(await stage.rows({ metrics: ['orders', 'revenue.sales'], by: ['stage'] })).toEqual([
      { stage: 'active', orders: 2, 'revenue.sales': '60' },
      { stage: 'new', orders: 5, 'revenue.sales': '137' },
    ]);
    expect(await stage.rows({ metrics: ['interactions'], by: ['stage', 'tier'] })).toEqual([
      { stage: 'at_risk', tier: 'normal', interactions: 1 },
    ]);
  });
});
