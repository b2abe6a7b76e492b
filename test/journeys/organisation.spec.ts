import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

type Question = Readonly<Record<string, unknown>>;

describe("figures by today's organisation, or that of a day", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    const north = { registeredAt: '2024-01-01', region: 'north', salesperson: 'Ann', segment: 'small' };
    await stage.record('/v1/customers', { id: 'ada', ...north });
    await stage.record('/v1/customers', { id: 'bo', ...north, registeredAt: '2024-01-05' });
    await stage.record('/v1/customers', { id: 'cy', ...north, registeredAt: '2024-04-01', region: 'south' });
    await stage.record('/v1/sales', sale('a1', 'ada', '2024-02-10', '100'));
    await stage.record('/v1/sales', sale('b1', 'bo', '2024-02-11', '10'));
    await stage.record('/v1/sales', sale('c1', 'cy', '2024-04-10', '7'));
    await stage.record('/v1/sales', sale('g1', undefined, '2024-02-12', '1', { region: 'north' }));
    const change = { id: 'm1', effectiveAt: '2024-03-15', region: 'south', salesperson: 'Ben' };
    await stage.record('/v1/customers/ada', change, 'PATCH');
    await stage.record('/v1/sales', sale('a2', 'ada', '2024-06-20', '1000'));
    await stage.record('/v1/opportunities', {
      ...{ id: 'o1', customerId: 'ada', openedAt: '2024-02-01', region: 'north', value: '50' },
    });
    await stage.record('/v1/interactions', { id: 'i1', customerId: 'ada', occurredAt: '2024-02-02', kind: 'call' });
  });
  afterAll(() => stage.close());

  const byPart = async (metric: string, question: Question, by = 'region'): Promise<unknown> => {
    const rows = await stage.rows({ metrics: [metric], by: [by], ...question });
    return Object.fromEntries(
      rows.flatMap((row) => ([null, 0, '0'].includes(row[metric] ?? null) ? [] : [[row[by], row[metric]]])),
    );
  };

  it('tell sales apart by what their customers are on that day, guests by what they were; totals stay', async () => {
    expect(await byPart('revenue.net', {})).toEqual({ north: '111', south: '1007' });
    expect(await byPart('revenue.net', { organisation: 'then' })).toEqual({ north: '111', south: '1007' });
    expect(await byPart('revenue.net', { organisation: 'today' })).toEqual({ north: '11', south: '1107' });
    // cy was not there yet.
    expect(await byPart('revenue.net', { organisation: '2024-03-01' })).toEqual({ north: '1111', '': '7' });
    const { totals, meta } = await stage.query({ metrics: ['revenue.net'], organisation: 'today' });
    expect([totals, (meta as Question)['organisation']]).toEqual([{ 'revenue.net': '1118' }, '2024-07-01']);
    expect(await byPart('revenue.net', { organisation: 'today' }, 'salesperson')).toEqual({
      Ann: '17',
      Ben: '1100',
      '': '1',
    });
    expect(await byPart('revenue.net', { organisation: 'today' }, 'stage')).toEqual({
      reactivated: '1100',
      churned: '10',
      at_risk: '7',
      '': '1',
    });
  });

  it('narrow to it, with months, distinct buyers and records behind', async () => {
    const south = { where: { region: ['south'] }, organisation: 'today' };
    const february = { from: '2024-02-01', to: '2024-02-29' };
    expect(
      await stage.rows({ metrics: ['revenue.net', 'customers.buyers', 'interactions'], ...south, ...february }),
    ).toEqual([{ 'revenue.net': '100', 'customers.buyers': 1, interactions: 1 }]);
    const records = await stage.get(
      '/v1/records?metric=revenue.net&where.region=south&organisation=today&from=2024-02-01&to=2024-02-29',
    );
    expect([records['sum'], records['count']]).toEqual(['100', 1]);
    expect(await byPart('opportunities.open', { organisation: 'today' })).toEqual({ south: 1 });
  });

  it('tell the population of any day apart by what customers became, and it balances without moves between parts', async () => {
    const march = { from: '2024-03-01', to: '2024-03-31', asOf: '2024-03-31' };
    expect(await byPart('customers.active', march)).toEqual({ north: 1, south: 1 });
    expect(await byPart('customers.active', { ...march, organisation: 'today' }, 'stage')).toEqual({
      reactivated: 1,
      churned: 1,
    });
    expect(await byPart('customers.transferred', march)).toEqual({ north: -1, south: 1 });
    expect(await byPart('customers.transferred', { ...march, organisation: 'today' })).toEqual({});
    expect(await byPart('customers.total', { ...march, organisation: 'today' })).toEqual({ north: 1, south: 1 });
  });

  it('refuse what has no meaning, by field', async () => {
    const fieldOf = async (question: Question): Promise<unknown> => {
      const { status, body } = await stage.send('POST', '/v1/query', { metrics: ['orders'], ...question });
      return [status, (body['errors'] as { field: string }[])[0]?.field];
    };
    expect(await fieldOf({ organisation: 'tomorrow' })).toEqual([400, 'organisation']);
    expect(await fieldOf({ metrics: ['orders', 'target'], organisation: 'today' })).toEqual([400, 'organisation']);
  });

  it('know customers as they were known, and say what a change that came late has moved', async () => {
    stage.at('2024-07-10T09:00:00Z');
    await stage.record('/v1/customers/bo', { id: 'm2', effectiveAt: '2024-05-01', region: 'west' }, 'PATCH');
    const early = { organisation: '2024-06-01', knownAt: '2024-07-05' };
    expect(await byPart('revenue.net', early)).toEqual({ north: '11', south: '1107' });
    expect(await byPart('revenue.net', { organisation: '2024-06-01' })).toEqual({
      north: '1',
      south: '1107',
      west: '10',
    });
    const { body } = await stage.send('POST', '/v1/explain', {
      ...{ metric: 'revenue.net', where: { region: ['west'] }, organisation: '2024-06-01', position: stage.position },
      ...{ a: { knownAt: '2024-07-05' }, b: {} },
    });
    expect([body['a'], body['b']]).toEqual(['0', '10']);
  });

  it('are asked in another currency as well', async () => {
    await stage.record('/v1/rates', { id: 'r1', currency: 'EUR', from: '2024-01-01', rate: '2' });
    expect(await byPart('revenue.net', { organisation: '2024-03-01', currency: 'EUR', rates: 'today' })).toEqual({
      north: '555.5',
      '': '3.5',
    });
  });
});
