import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

type Question = Readonly<Record<string, unknown>>;

describe('customers who are excluded from figures', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', region: 'north' });
    await stage.record('/v1/customers', { id: 'bo', registeredAt: '2024-01-01', region: 'north' });
    await stage.record('/v1/customers', { id: 'test', registeredAt: '2024-01-01', region: 'north', excluded: true });
    await stage.record('/v1/sales', sale('a1', 'ada', '2024-02-10', '100'));
    await stage.record('/v1/sales', sale('b1', 'bo', '2024-02-11', '10'));
    await stage.record('/v1/sales', sale('t1', 'test', '2024-02-12', '1000'));
    await stage.record('/v1/sales', sale('g1', undefined, '2024-02-13', '1'));
    await stage.record('/v1/sales', sale('b2', 'bo', '2024-03-20', '20'));
    for (const customerId of ['bo', 'test'])
      await stage.record('/v1/opportunities', {
        ...{ id: `o-${customerId}`, customerId, openedAt: '2024-02-01', value: '50', region: 'north' },
      });
    await stage.record('/v1/interactions', { id: 'i1', customerId: 'test', occurredAt: '2024-02-02', kind: 'call' });
  });
  afterAll(() => stage.close());

  const totals = async (metrics: readonly string[], question: Question = {}): Promise<unknown> =>
    (await stage.query({ metrics, ...question }))['totals'];
  const excluded = async (question: Question = {}): Promise<unknown> =>
    ((await stage.query({ metrics: ['orders'], ...question }))['meta'] as Question)['excluded'];

  it('are in none of them, and are counted beside', async () => {
    const metrics = ['revenue.net', 'orders', 'customers.total', 'customers.buyers', 'interactions', 'pipeline.value'];
    const names = (values: readonly unknown[]): object =>
      Object.fromEntries(metrics.map((name, i) => [name, values[i]]));
    expect(await totals(metrics)).toEqual(names(['131', 4, 2, 2, 0, '50']));
    expect(await excluded()).toBe(1);
    expect(await totals(metrics, { includeExcluded: true })).toEqual(names(['1131', 5, 3, 3, 1, '100']));
    expect(await excluded({ includeExcluded: true })).toBeUndefined();
    const listed = await stage.get('/v1/query?metrics=orders&includeExcluded=true');
    expect(listed['totals']).toEqual({ orders: 5 });
    expect(await totals(['order_value.mean', 'revenue.per_buyer'])).toEqual({
      'order_value.mean': 32.75,
      'revenue.per_buyer': 65,
    });
  });

  it('are behind no figure, and in no list of who bought', async () => {
    const records = await stage.get('/v1/records?metric=revenue.net');
    expect([records['sum'], records['count']]).toEqual(['131', 4]);
    const all = await stage.get('/v1/records?metric=revenue.net&includeExcluded=true');
    expect([all['sum'], all['count']]).toEqual(['1131', 5]);
    const cohorts = (await stage.get('/v1/cohorts'))['cohorts'] as { size: number }[];
    expect(cohorts.map(({ size }) => size)).toEqual([2]);
    expect((await stage.get('/v1/rfm'))['customers']).toBe(2);
    const policy = { churnAfterDays: 100, atRiskAfterDays: 60, newForDays: 30, reactivatedForDays: 30 };
    const asked = { policy, asOf: '2024-03-01' };
    const { body } = await stage.send('POST', '/v1/policies/lifecycle/preview', asked);
    expect(body['current']).toEqual({ new: { customers: 2, revenue: '110' } });
    expect((await stage.get('/v1/customers/test'))['excluded']).toBe(true);
    expect((await stage.get('/v1/customers/ada'))['excluded']).toBeUndefined();
  });

  it('leave with what they had on the day it takes effect, and come back with it', async () => {
    await stage.record('/v1/customers/bo', { id: 'x1', effectiveAt: '2024-03-01', excluded: true }, 'PATCH');
    await stage.record('/v1/customers/bo', { id: 'x2', effectiveAt: '2024-05-01', excluded: false }, 'PATCH');
    const grain = { grain: 'month', from: '2024-02-01', to: '2024-05-31' };
    const rows = await stage.rows({
      metrics: ['revenue.net', 'customers.closing', 'customers.transferred', 'pipeline.closing', 'pipeline.changed'],
      ...grain,
    });
    // bo bought on 11 February, counts again from 1 May and is lost on 18 June, 90 days after 20 March.
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-02', '111', 2, 0, '50', '0'],
      ['2024-03', '0', 1, -1, '0', '-50'],
      ['2024-04', '0', 1, 0, '0', '0'],
      ['2024-05', '0', 1, 1, '50', '50'],
    ]);
    expect([await excluded(), await excluded({ asOf: '2024-03-31' })]).toEqual([1, 2]);
    expect(await totals(['customers.buyers'], { from: '2024-03-01', to: '2024-04-30' })).toEqual({
      'customers.buyers': 0,
    });
  });

  it('are known to be from the day it was recorded, and a change of figures by that is explained', async () => {
    stage.at('2024-07-10T09:00:00Z');
    await stage.record('/v1/customers/ada', { id: 'x3', effectiveAt: '2024-02-01', excluded: true }, 'PATCH');
    expect(await totals(['revenue.net'])).toEqual({ 'revenue.net': '11' });
    expect(await totals(['revenue.net'], { knownAt: '2024-07-05' })).toEqual({ 'revenue.net': '111' });
    const { body } = await stage.send('POST', '/v1/explain', {
      ...{ metric: 'revenue.net', position: stage.position, a: { knownAt: '2024-07-05' }, b: {} },
    });
    expect([body['a'], body['b']]).toEqual(['111', '11']);
  });

  it('is said as true or false', async () => {
    const fieldOf = async (path: string, body: object): Promise<unknown> => {
      const answer = await stage.send('POST', path, body);
      return [answer.status, (answer.body['errors'] as { field: string }[])[0]?.field];
    };
    expect(await fieldOf('/v1/query', { metrics: ['orders'], includeExcluded: 'no' })).toEqual([
      400,
      'includeExcluded',
    ]);
    expect(await fieldOf('/v1/query', { metrics: ['orders', 'target'], includeExcluded: true })).toEqual([
      400,
      'includeExcluded',
    ]);
    expect(await fieldOf('/v1/customers', { id: 'cy', excluded: 'yes' })).toEqual([400, 'excluded']);
  });
});
