import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';
import { tally } from './server.js';

describe('relative periods', () => {
  let stage: Stage;
  beforeAll(async () => {
    // Half past midnight of 16 March in Auckland, where noon of UTC is an hour of the next day.
    const settings = { TALLY_FISCAL_START: '4', TALLY_TIME_ZONE: 'Pacific/Auckland' };
    stage = await Stage.open(settings, {}, '2024-03-15T11:30:00Z');
    for (const [id, day, amount] of [
      ['11 February 2023', '2023-02-10', '1'],
      ['21 January 2024', '2024-01-20', '20'],
      ['1 February 2024', '2024-01-31', '300'],
      ['29 February 2024', '2024-02-28', '4000'],
      ['15 March 2024', '2024-03-14', '50000'],
      ['16 March 2024', '2024-03-15', '600000'],
    ] as const)
      await stage.record('/v1/sales', sale(id, undefined, day, amount));
  });
  afterAll(() => stage.close());

  const net = async (question: object): Promise<readonly unknown[]> => {
    const { totals, meta } = await stage.query({ metrics: ['revenue.net'], ...question });
    const { from, to } = meta as Record<string, unknown>;
    return [(totals as Record<string, unknown>)['revenue.net'], from, to];
  };

  it.each([
    ['today', '50000', '2024-03-15', '2024-03-15'],
    ['this-month', '50000', '2024-03-01', '2024-03-15'],
    ['last-month', '4300', '2024-02-01', '2024-02-29'],
    ['this-quarter', '54320', '2024-01-01', '2024-03-15'],
    ['last-year', '1', '2023-01-01', '2023-12-31'],
    ['this-fiscal-year', '54320', '2023-04-01', '2024-03-15'],
    ['last-fiscal-year', '1', '2022-04-01', '2023-03-31'],
    ['last-16-days', '54000', '2024-02-29', '2024-03-15'],
    ['last-2-months', '4320', '2024-01-01', '2024-02-29'],
    ['all', '54321', '2023-02-11', '2024-03-15'],
  ])('%s is relative to asOf, and the answer says which days that is', async (period, amount, from, to) => {
    expect(await net({ period, asOf: '2024-03-15' })).toEqual([amount, from, to]);
    const { meta } = await stage.get(`/v1/query?metrics=orders&period=${period}&asOf=2024-03-15`);
    expect(meta).toMatchObject({ period, from, to });
  });

  it('are relative to today of the book where no asOf is named, and to the day of an instant', async () => {
    expect(await net({ period: 'today' })).toEqual(['600000', '2024-03-16', '2024-03-16']);
    expect(await net({ period: 'yesterday' })).toEqual(['50000', '2024-03-15', '2024-03-15']);
    const instant = { asOf: '2024-03-14T12:30:00Z' };
    expect(await net({ period: 'today', ...instant })).toEqual(['50000', '2024-03-15', '2024-03-15']);
  });

  it('say nothing of days in an answer to a question that names them', async () => {
    const { meta } = await stage.query({ metrics: ['orders'], from: '2024-03-01' });
    expect(Object.keys(meta as object).filter((name) => ['period', 'from', 'to'].includes(name))).toEqual([]);
  });

  it('are compared with the periods before them, as much of those as is over of this', async () => {
    const previous = async (question: object) =>
      ((await stage.query({ metrics: ['revenue.net'], ...question }))['totals'] as Record<string, unknown>)[
        'revenue.net.previous'
      ];
    const asOf = '2024-03-15';
    expect(await previous({ period: 'last-month', asOf, compare: 'previous-period' })).toBe('20');
    expect(await previous({ period: 'this-month', asOf, compare: 'previous-period' })).toBe('300');
    expect(await previous({ period: 'this-fiscal-year', asOf, compare: 'previous-year' })).toBe('1');
    expect(
      await stage.problem('POST', '/v1/query', { metrics: ['orders'], period: 'all', compare: 'previous-year' }),
    ).toBe('400 invalid-request');
  });

  it('go for records, explanations and all figures too', async () => {
    const clocks = 'period=last-month&asOf=2024-03-15';
    expect(await stage.get(`/v1/records?metric=revenue.net&${clocks}`)).toMatchObject({ sum: '4300', count: 2 });
    const named = await stage.get('/v1/figures?from=2024-02-01&to=2024-02-29&asOf=2024-03-15');
    expect((await stage.get(`/v1/figures?${clocks}`))['digest']).toBe(named['digest']);
    const explained = await stage.send('POST', '/v1/explain', {
      metric: 'revenue.net',
      period: 'this-month',
      a: { asOf: '2024-03-14' },
      b: { asOf: '2024-03-15' },
    });
    expect(explained.body).toMatchObject({ a: '0', b: '50000', change: '50000' });
    const csv = await fetch(`${stage.url}/v1/query?metrics=revenue.net&${clocks}&format=csv`);
    expect(await csv.text()).toBe('revenue.net\r\n4300\r\n');
  });

  it('are asked on the command line', async () => {
    const line = ['query', 'revenue.net', '--period', 'last-month', '--as-of', '2024-03-15', '--format', 'csv'];
    expect((await tally([...line, '--url', stage.url])).out).toBe('revenue.net\r\n4300\r\n');
    const wrong = await tally(['query', 'orders', '--period', 'soon', '--url', stage.url]);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('last-N-days')]);
  });

  it.each([
    [{ period: 'last-month', from: '2024-01-01' }, 'in place of from and to'],
    [{ period: 'last-month', to: '2024-01-01' }, 'in place of from and to'],
    [{ period: 'last-0-days' }, 'last-N-months'],
    [{ period: 7 }, 'last-N-months'],
    [{ period: 'yesterday', asOf: '0001-01-01' }, 'before the first day'],
  ])('refuse %j, saying why', async (question, why) => {
    const { status, body } = await stage.send('POST', '/v1/query', { metrics: ['orders'], ...question });
    expect([status, body['code']]).toEqual([400, 'invalid-request']);
    expect(body['errors']).toEqual([{ field: 'period', detail: expect.stringContaining(why) }]);
    const address = Object.entries(question)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join('&');
    expect((await stage.send('GET', `/v1/records?metric=orders&${address}`)).status).toBe(400);
  });

  it.each(['from=2024-01-01&period=last-month', 'period=last-0-days', 'period=yesterday&asOf=0001-01-01'])(
    'are refused for all figures asked with %s',
    async (address) => expect(await stage.problem('GET', `/v1/figures?${address}`)).toBe('400 invalid-request'),
  );
});
