import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

type Question = Readonly<Record<string, unknown>>;

describe('figures in another currency, or at the rates of one day', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    await stage.record('/v1/rates', { id: 'r1', currency: 'EUR', from: '2024-02-01', rate: '1.1' });
    await stage.record('/v1/rates', { id: 'r2', currency: 'EUR', from: '2024-03-01', rate: '1.2' });
    await stage.record('/v1/rates', { id: 'r3', currency: 'EUR', from: '2024-06-01', rate: '1.25' });
    await stage.record('/v1/rates', { id: 'r4', currency: 'GBP', from: '2024-01-01', rate: '1.5' });
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    // Before there was a rate of EUR.
    await stage.record('/v1/sales', sale('s0', undefined, '2024-01-10', '7'));
    await stage.record('/v1/sales', sale('s1', undefined, '2024-02-15', '100', { currency: 'EUR' }));
    await stage.record('/v1/sales', sale('s2', 'ada', '2024-03-15', '100', { currency: 'EUR' }));
    await stage.record('/v1/sales', sale('s3', 'ada', '2024-03-16', '50'));
    await stage.record('/v1/sales', sale('s4', undefined, '2024-03-17', '20', { currency: 'GBP' }));
    await stage.record('/v1/sales', sale('s5', undefined, '2024-03-18', '5000', { currency: 'JPY' }));
    await stage.record('/v1/sales/s2/refunds', { id: 'f1', occurredAt: '2024-04-02', amount: '10' });
    await stage.record('/v1/opportunities', { id: 'o1', openedAt: '2024-03-01', value: '100', currency: 'EUR' });
    const terms = { product: 'tea', amount: '120', currency: 'EUR', interval: 'year' };
    await stage.record('/v1/subscriptions', { id: 'b1', customerId: 'ada', startedAt: '2024-03-10', ...terms });
  });
  afterAll(() => stage.close());

  const valueOf = async (metric: string, question: Question): Promise<unknown> =>
    (await stage.rows({ metrics: [metric], ...question }))[0]?.[metric];
  const net = (question: Question): Promise<unknown> => valueOf('revenue.net', question);

  it('are what they were frozen at where nothing is asked for', async () => {
    // 7 + 110 + 120 + 50 + 30 - 12
    expect(await net({})).toBe('305');
    expect(await net({ currency: 'USD', rates: 'fact-day' })).toBe('305');
  });

  it('count all amounts at the rates of one day: months differ by what was sold alone', async () => {
    const months = { grain: 'month', from: '2024-01-01', to: '2024-04-30' };
    const byMonth = async (question: Question): Promise<unknown> =>
      (await stage.rows({ metrics: ['revenue.net'], ...months, ...question })).map((row) => row['revenue.net']);
    expect(await byMonth({ rates: 'today' })).toEqual(['7', '125', '205', '-12.5']);
    expect(await byMonth({ rates: '2024-02-10' })).toEqual(['7', '110', '190', '-11']);
    expect(await byMonth({ rates: '2024-06-01', currency: 'EUR' })).toEqual(['5.6', '100', '164', '-10']);
  });

  it('are in the currency asked for at the rates of their days; what is in it already is as it was', async () => {
    // 100 + 100 + 50 / 1.2 + 30 / 1.2 - 10, and 7 USD of a day without a rate of EUR in none.
    expect(await net({ currency: 'EUR' })).toBe('256.666667');
    // (7 + 110 + 120 + 50 - 12) / 1.5 + 20, each rounded by itself.
    expect(await net({ currency: 'GBP' })).toBe('203.333333');
    const { rows, totals, meta } = (await stage.query({
      metrics: ['revenue.net', 'revenue.unconverted', 'orders'],
      by: ['currency'],
      currency: 'EUR',
    })) as { rows: unknown; totals: unknown; meta: object };
    expect(rows).toEqual([
      { currency: 'EUR', 'revenue.net': '190', 'revenue.unconverted': '0', orders: 2 },
      { currency: 'GBP', 'revenue.net': '25', 'revenue.unconverted': '0', orders: 1 },
      { currency: 'JPY', 'revenue.net': '0', 'revenue.unconverted': '5000', orders: 1 },
      { currency: 'USD', 'revenue.net': '41.666667', 'revenue.unconverted': '7', orders: 2 },
    ]);
    expect(totals).toEqual({ 'revenue.net': '256.666667', 'revenue.unconverted': null, orders: 6 });
    expect(meta).toMatchObject({ currency: 'EUR', rates: 'fact-day' });
    // 266.666667 of the four orders that are worth anything in EUR.
    expect(await valueOf('order_value.mean', { currency: 'EUR' })).toBe(66.66666675);
  });

  it('tell what stands until it changes at the rates of a day, and refuse those of its own', async () => {
    expect(await valueOf('pipeline.value', {})).toBe('120');
    expect(await valueOf('pipeline.value', { rates: 'today' })).toBe('125');
    expect(await valueOf('pipeline.value', { currency: 'EUR', rates: '2024-03-01' })).toBe('100');
    expect(await valueOf('mrr', { rates: 'today' })).toBe('12.5');
    expect(await valueOf('arr', { currency: 'EUR', rates: 'today' })).toBe('120');
    expect(await valueOf('mrr.new', { currency: 'EUR' })).toBe('10');
    const refused = await stage.send('POST', '/v1/query', { metrics: ['mrr'], currency: 'EUR' });
    expect([refused.status, (refused.body['errors'] as { field: string }[])[0]?.field]).toEqual([400, 'rates']);
  });

  it.each([
    [{ currency: 'eur' }, 'currency'],
    [{ currency: 'JPY' }, 'currency'],
    [{ rates: 'yesterday' }, 'rates'],
    [{ rates: '2024-02-30' }, 'rates'],
    [{ currency: 'EUR', rates: '2024-01-31' }, 'rates'],
    [{ metrics: ['revenue.net', 'target'], currency: 'EUR' }, 'currency'],
  ])('refuse %j', async (question, field) => {
    const { status, body } = await stage.send('POST', '/v1/query', { metrics: ['revenue.net'], ...question });
    expect([status, (body['errors'] as { field: string }[])[0]?.field]).toEqual([400, field]);
  });

  it('have records that sum to them, comparisons, files and addresses', async () => {
    const records = await stage.get('/v1/records?metric=revenue.net&currency=EUR&rates=today');
    expect([records['sum'], records['count']]).toEqual(['259.6', 5]);
    expect(await stage.get('/v1/query?metrics=revenue.net&currency=EUR&rates=today')).toMatchObject({
      totals: { 'revenue.net': '259.6' },
      meta: { currency: 'EUR', rates: '2024-07-01' },
    });
    const march = { from: '2024-03-01', to: '2024-03-31', compare: 'previous-period', rates: 'today' };
    const [row] = await stage.rows({ metrics: ['revenue.net'], ...march });
    expect([row?.['revenue.net'], row?.['revenue.net.previous']]).toEqual(['205', '125']);
    const response = await fetch(`${stage.url}/v1/query?metrics=revenue.net&currency=EUR&rates=today&format=csv`);
    expect(await response.text()).toBe('revenue.net\r\n259.6\r\n');
  });

  it('balance at the rates of a day to the last millionth, and leave nothing of what ended', async () => {
    const care = { product: 'care', amount: '31', interval: 'quarter' };
    await stage.record('/v1/subscriptions', { id: 'b2', customerId: 'ada', startedAt: '2024-03-20', ...care });
    const cups = { id: 'c', occurredAt: '2024-04-10', product: 'cups', amount: '80' };
    await stage.record('/v1/subscriptions/b2', cups, 'PATCH');
    await stage.record('/v1/subscriptions/b2/cancel', { id: 'k', occurredAt: '2024-05-10' });
    const steps = ['opening', 'new', 'expansion', 'churned', 'transferred', 'closing'];
    const at = { where: { product: ['care', 'cups'] }, currency: 'EUR', rates: '2024-02-01' };
    const told = async (question: Question) =>
      (await stage.rows({ metrics: steps.map((name) => `mrr.${name}`), ...at, ...question })).map(Object.values);
    // 31 a quarter are 10.333333 a month, 80 are 26.666667; a Euro is 1.1.
    expect(await told({ grain: 'month', from: '2024-03-01', to: '2024-05-31' })).toEqual([
      ['2024-03', '0', '9.393939', '0', '0', '0', '9.393939'],
      ['2024-04', '9.393939', '0', '14.848486', '0', '0', '24.242425'],
      ['2024-05', '24.242425', '0', '0', '24.242425', '0', '0'],
    ]);
    expect(await told({ by: ['product'], from: '2024-04-01', to: '2024-04-30' })).toEqual([
      ['care', '9.393939', '0', '0', '0', '-9.393939', '0'],
      ['cups', '0', '0', '14.848486', '0', '9.393939', '24.242425'],
    ]);
  });

  it('are asked by saved questions as they are by anybody', async () => {
    const question = { metrics: ['revenue.net'], currency: 'EUR', rates: 'today' };
    const saved = { title: 'In euros', question, chart: { kind: 'bar' } };
    await stage.record('/v1/questions/euros', saved, 'PUT');
    expect((await stage.get('/v1/questions/euros/answer'))['totals']).toEqual({ 'revenue.net': '259.6' });
  });

  it('know the rates that were known, and say what a rate that came late has changed', async () => {
    stage.at('2024-07-10T09:00:00Z');
    await stage.record('/v1/rates', { id: 'r5', currency: 'EUR', from: '2024-06-15', rate: '1.3' });
    expect(await net({ rates: 'today' })).toBe('334');
    expect(await net({ rates: 'today', knownAt: '2024-07-05' })).toBe('324.5');
    expect(await net({})).toBe('305');
    const { status, body } = await stage.send('POST', '/v1/explain', {
      ...{ metric: 'revenue.net', rates: 'today', position: stage.position },
      ...{ a: { knownAt: '2024-07-05' }, b: {} },
    });
    expect([status, body['a'], body['b'], body['change']]).toEqual([200, '324.5', '334', '9.5']);
    const parts = (body['parts'] as { part: string; change: string }[]).map(({ part, change }) => [part, change]);
    // 190 EUR x 0.05: 200 of them sold, 10 given back.
    expect(Object.fromEntries(parts)).toMatchObject({ late: '10', refunds: '-0.5' });
  });
});
