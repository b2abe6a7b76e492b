import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from './stage.js';

const STEPS = ['new', 'expansion', 'contraction', 'churned', 'reactivated', 'transferred'] as const;
const METRICS = ['mrr.opening', ...STEPS.map((step) => `mrr.${step}`), 'mrr.closing'];
const MARCH = { from: '2024-03-01', to: '2024-03-31', asOf: '2024-03-31' };

describe('subscriptions', () => {
  let stage: Stage;
  const change = (id: string, day: string, more: object) =>
    stage.record(`/v1/subscriptions/${id}`, { id: `${id}-change-${day}`, occurredAt: day, ...more }, 'PATCH');
  /** Of each period or part, what it was called and its figures in the order of the metrics, without those of 0. */
  const told = async (question: object) => {
    const rows = await stage.rows({ metrics: METRICS, ...question });
    return rows.map((row) => {
      const [part, ...figures] = Object.entries(row);
      const some = figures.filter(([, figure]) => figure !== '0').map(([name, figure]) => [name.slice(4), figure]);
      return [part?.[1], Object.fromEntries(some)] as const;
    });
  };

  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', region: 'north' });
    await stage.record('/v1/customers', { id: 'bo', registeredAt: '2024-01-01', region: 'south' });
    await stage.record('/v1/rates', { id: 'e1', currency: 'EUR', from: '2024-01-01', rate: '1.2' });
    await stage.record('/v1/rates', { id: 'e2', currency: 'EUR', from: '2024-03-01', rate: '1.3' });
    // b1: 30 a month, 45 from 10 February, 40 and another product from 10 March. b2: 120 EUR a year, which are 12 USD a month, gone with
    // February, back in the middle of March at 13. b3: 100 a quarter. Ada moves south on 5 March.
    await stage.record('/v1/subscriptions', {
      id: 'b1',
      customerId: 'ada',
      startedAt: '2024-01-15',
      product: 'basic',
      amount: '30',
      interval: 'month',
    });
    await stage.bulk([
      {
        type: 'StartSubscription',
        data: {
          id: 'b2',
          customerId: 'bo',
          startedAt: '2024-01-20',
          product: 'basic',
          amount: 120,
          currency: 'EUR',
          interval: 'year',
        },
      },
      { type: 'ChangeSubscription', data: { id: 'm', subscriptionId: 'b2', occurredAt: '2024-01-25', seats: 3 } },
    ]);
    await stage.record('/v1/subscriptions', {
      id: 'b3',
      customerId: 'ada',
      startedAt: '2024-02-01T15:00:00Z',
      product: 'plus',
      amount: '100',
      interval: 'quarter',
    });
    await change('b1', '2024-03-10', { amount: '40', product: 'plus' });
    await change('b1', '2024-02-10', { amount: '45' });
    const over = { id: 'k', occurredAt: '2024-02-20', endsAt: '2024-02-29', reason: 'price' };
    await stage.record('/v1/subscriptions/b2/cancel', over);
    await stage.record('/v1/subscriptions/b2/resume', { id: 'r', occurredAt: '2024-03-15' });
    await stage.record('/v1/customers/ada', { id: 'c', effectiveAt: '2024-03-05', region: 'south' }, 'PATCH');
  });
  afterAll(() => stage.close());

  it('come to a value a month, which balances from period to period', async () => {
    expect(await told({ grain: 'month', from: '2024-01-01', to: '2024-03-31' })).toEqual([
      ['2024-01', { new: '42', closing: '42' }],
      ['2024-02', { opening: '42', new: '33.333333', expansion: '15', churned: '12', closing: '78.333333' }],
      ['2024-03', { opening: '78.333333', contraction: '5', reactivated: '13', closing: '86.333333' }],
    ]);
  });

  it('balance in every part, where value goes from one to another', async () => {
    expect(await told({ by: ['region'], ...MARCH })).toEqual([
      ['north', { opening: '78.333333', transferred: '-78.333333' }],
      ['south', { contraction: '5', reactivated: '13', transferred: '78.333333', closing: '86.333333' }],
    ]);
    expect(await told({ by: ['product'], ...MARCH })).toEqual([
      ['basic', { opening: '45', reactivated: '13', transferred: '-45', closing: '13' }],
      ['plus', { opening: '33.333333', contraction: '5', transferred: '45', closing: '73.333333' }],
    ]);
    const metrics = ['mrr.churned', 'subscriptions.ended'];
    expect(await stage.rows({ metrics, by: ['reason'] })).toEqual([
      { reason: 'price', 'mrr.churned': '12', 'subscriptions.ended': 1 },
    ]);
  });

  it('count from the end of the day they start on, until the end of the day they end on', async () => {
    const metrics = ['mrr', 'arr', 'subscriptions.active'];
    const asOf = async (day: string) => Object.values((await stage.rows({ metrics, asOf: day }))[0] ?? {});
    expect(await asOf('2024-01-14')).toEqual(['0', '0', 0]);
    expect(await asOf('2024-01-15')).toEqual(['30', '360', 1]);
    expect(await asOf('2024-02-28')).toEqual(['90.333333', '1083.999996', 3]);
    expect(await asOf('2024-02-29')).toEqual(['78.333333', '939.999996', 2]);
    expect(await asOf('2024-03-15')).toEqual(['86.333333', '1035.999996', 3]);
    const steps = ['subscriptions.started', 'subscriptions.ended', 'subscriptions.resumed'];
    expect(await stage.rows({ metrics: steps, from: '2024-02-01', to: '2024-03-31' })).toEqual([
      { 'subscriptions.started': 1, 'subscriptions.ended': 1, 'subscriptions.resumed': 1 },
    ]);
  });

  it('are kept as far as those are that were there at the opening', async () => {
    const metrics = ['mrr.churn_rate', 'mrr.net_retention'];
    expect(await stage.rows({ metrics, grain: 'month', from: '2024-01-01', to: '2024-03-31' })).toEqual([
      { month: '2024-01', 'mrr.churn_rate': null, 'mrr.net_retention': null },
      { month: '2024-02', 'mrr.churn_rate': 12 / 42, 'mrr.net_retention': 45 / 42 },
      { month: '2024-03', 'mrr.churn_rate': 0, 'mrr.net_retention': 73.333333 / 78.333333 },
    ]);
  });

  it('have records, journals and explanations', async () => {
    const { sum, records } = await stage.get('/v1/records?metric=mrr.closing&from=2024-03-01&to=2024-03-31');
    expect([sum, (records as { id: string; value: string }[]).map(({ id, value }) => [id, value]).sort()]).toEqual([
      '86.333333',
      [
        ['b1', '40'],
        ['b2', '13'],
        ['b3', '33.333333'],
      ],
    ]);
    const { body: journal } = await stage.send('GET', '/v1/events?customerId=bo&limit=10');
    expect((journal as { events: { type: string }[] }).events.map(({ type }) => type)).toEqual([
      'CustomerRegistered',
      'SubscriptionStarted',
      'SubscriptionChanged',
      'SubscriptionCancelled',
      'SubscriptionResumed',
    ]);
    const question = { metric: 'mrr', a: { asOf: '2024-02-29' }, b: { asOf: '2024-03-31' } };
    const { body } = await stage.send('POST', '/v1/explain', { ...question, position: stage.position });
    const parts = (body['parts'] as { part: string; change: string }[]).map(({ part, change: by }) => [part, by]);
    expect([body['a'], body['b'], parts.filter(([, by]) => by !== '0')]).toEqual([
      '78.333333',
      '86.333333',
      [['new', '8']],
    ]);
  });

  it('are shown whole, as they were said last', async () => {
    expect(await stage.get('/v1/subscriptions/b1')).toMatchObject({
      ...{ id: 'b1', customerId: 'ada', status: 'running', startedAt: '2024-01-15T00:00:00.000Z', endsAt: null },
      ...{ product: 'plus', amount: '40', currency: 'USD', interval: 'month' },
    });
    const b2 = await stage.get('/v1/subscriptions/b2');
    expect(b2).toMatchObject({ status: 'running', endsAt: null, amount: '120', seats: 3 });
    expect([b2['reason'], (b2['journal'] as unknown[]).length]).toEqual([undefined, 4]);
    expect(await stage.problem('GET', '/v1/subscriptions/none')).toBe('404 not-found');
  });

  it('are counted once, and refuse what cannot be', async () => {
    const b1 = {
      id: 'b1',
      customerId: 'ada',
      startedAt: '2024-01-15',
      product: 'basic',
      amount: 30,
      interval: 'month',
    };
    expect((await stage.send('POST', '/v1/subscriptions', b1)).body).toMatchObject({ duplicate: true });
    const at = { id: 'x', occurredAt: '2024-06-01' };
    const problem = (path: string, body: object, method = 'POST') =>
      stage.problem(method, `/v1/subscriptions${path}`, body);
    expect(await problem('', { ...b1, amount: 31 })).toBe('409 id-conflict');
    expect(await problem('', { ...b1, id: 'x', customerId: 'no' })).toBe('422 customer-unknown');
    expect(await problem('', { ...b1, id: 'x', interval: 'week' })).toBe('400 invalid-request');
    expect(await problem('/none/cancel', at)).toBe('404 not-found');
    expect(await problem('/b1/resume', at)).toBe('422 not-cancelled');
    expect(await problem('/b2/cancel', { ...at, occurredAt: '2024-02-15' })).toBe('422 subscription-cancelled');
    expect(await problem('/b1/cancel', { ...at, occurredAt: '2024-01-01' })).toBe('422 before-its-start');
    expect(await problem('/b1/cancel', { ...at, endsAt: '2024-05-31' })).toBe('422 before-its-start');
    expect(await problem('/b1', at, 'PATCH')).toBe('400 invalid-request');
  });

  it('count on both clocks, and change no period that was closed', async () => {
    await stage.record('/v1/periods/2024-02/close', { id: 'closing' });
    stage.at('2024-07-10T09:00:00Z');
    await change('b3', '2024-02-15', { amount: '130' });
    const february = { grain: 'month', from: '2024-02-01', to: '2024-02-29' };
    const figures = { opening: '42', new: '33.333333', expansion: '15', churned: '12', closing: '78.333333' };
    expect(await told({ ...february, knownAt: '2024-07-09' })).toEqual([['2024-02', figures]]);
    expect(await told(february)).toEqual([['2024-02', { ...figures, expansion: '25', closing: '88.333333' }]]);
    const { changes } = await stage.get('/v1/periods/2024-02/restatements');
    expect(changes).toContainEqual({ metric: 'mrr.expansion', closed: '15', now: '25', change: '10' });
  });

  it('are shown with the end that they are cancelled for', async () => {
    const over = { id: 'k', occurredAt: '2024-06-20', endsAt: '2024-12-31', reason: 'silence' };
    await stage.record('/v1/subscriptions/b3/cancel', over);
    expect(await stage.get('/v1/subscriptions/b3')).toMatchObject({
      ...{ status: 'cancelled', endsAt: '2024-12-31T00:00:00.000Z', reason: 'silence', amount: '130' },
    });
    expect(await stage.rows({ metrics: ['subscriptions.active'] })).toEqual([{ 'subscriptions.active': 3 }]);
  });

  it('are the same in a replay of the log', async () => {
    const now = await told({ by: ['region'], ...MARCH });
    expect(await told({ by: ['region'], ...MARCH, knownAt: '2024-07-10T09:00:00Z' })).toEqual(now);
    expect(await told({ by: ['region'], ...MARCH, knownAt: '2024-07-01T09:00:00Z' })).not.toEqual(now);
  });
});
