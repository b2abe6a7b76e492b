import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { sale, Stage } from './stage.js';

interface Arm {
  readonly customers: number;
  readonly open: number;
  readonly reached: number;
  readonly revenue: string;
}

describe('the effect of an automation', () => {
  let stage: Stage;
  let acted: readonly string[] = [];
  let heldOut: readonly string[] = [];
  const effect = async (clocks: Readonly<Record<string, string>>) => {
    const answer = await stage.get(`/v1/automations/greet/effect?${new URLSearchParams(clocks).toString()}`);
    const arms = [answer['acted'], answer['heldOut']] as readonly Arm[];
    return { answer, arms: arms.map(({ customers, open, reached, revenue }) => [customers, open, reached, revenue]) };
  };
  /** Until all that is recorded was decided about. */
  const decided = async (): Promise<void> => {
    const tail = Number(stage.position);
    await until(async () => ((await stage.book.outbox().checkpoint('action.decisions')) ?? 0) >= tail);
    stage.position = String(await stage.book.log.tail());
  };
  const sell = (id: string, customer: string | undefined, day: string, price: string) =>
    stage.record('/v1/sales', sale(id, customer, day, price));

  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-06-01T09:00:00Z');
    const greet = { title: 'Greet', on: { fact: 'RegisterCustomer' }, do: [{ followUp: {} }], holdOut: '0.5' };
    await stage.record('/v1/automations/greet', { ...greet, goal: { metric: 'revenue', within: '7d' } }, 'PUT');
    await stage.record('/v1/automations/aimless', { ...greet, enabled: false }, 'PUT');
    for (let i = 0; i < 12; i++)
      await stage.record('/v1/customers', { id: `c${String(i)}`, registeredAt: '2024-06-01' });
    await decided();
    const { decisions } = await stage.get('/v1/automations/greet/decisions');
    const made = decisions as readonly { readonly customer: string; readonly reason?: string }[];
    acted = made.filter(({ reason }) => reason === undefined).map(({ customer }) => customer);
    heldOut = made.filter(({ reason }) => reason === 'hold-out').map(({ customer }) => customer);
  });
  afterAll(() => stage.close());

  it('is told of those whose days are over, on both clocks', async () => {
    const [many, few] = [acted.length, heldOut.length];
    expect([many + few, many > 1, few > 1]).toEqual([12, true, true]);
    stage.at('2024-06-05T13:00:00Z');
    for (const customer of acted) await sell(`a-${customer}`, customer, '2024-06-05', '10');
    await sell('h-0', heldOut[0], '2024-06-05', '30');
    // The day after the last one that counts.
    stage.at('2024-06-09T13:00:00Z');
    await sell('h-1', heldOut[1], '2024-06-09', '500');
    const open = [
      [0, many, 0, '0'],
      [0, few, 0, '0'],
    ];
    const early = await effect({ asOf: '2024-06-07' });
    expect([early.arms, early.answer['difference']]).toEqual([open, { rate: null, revenuePerCustomer: null }]);
    const bought = [
      [many, 0, many, String(10 * many)],
      [few, 0, 1, '30'],
    ];
    const week = await effect({ asOf: '2024-06-08' });
    expect(week.arms).toEqual(bought);
    const { rate, revenuePerCustomer } = week.answer['difference'] as Record<
      'rate' | 'revenuePerCustomer',
      { readonly value: number; readonly interval: { readonly low: number; readonly high: number } }
    >;
    expect(rate.value).toBeCloseTo(1 - 1 / few, 12);
    expect([rate.interval.low < rate.value, rate.interval.high > rate.value]).toEqual([true, true]);
    expect(revenuePerCustomer.value).toBeCloseTo(10 - 30 / few, 12);

    stage.at('2024-06-20T13:00:00Z');
    const back = { id: 'r1', occurredAt: '2024-06-15', amount: '10' };
    await stage.record(`/v1/sales/a-${String(acted[0])}/refunds`, back);
    // Made in time, and told late.
    await sell('h-late', heldOut[1], '2024-06-06', '20');
    const late = [few, 0, 2, '50'];
    expect((await effect({})).arms).toEqual([[many, 0, many - 1, String(10 * many - 10)], late]);
    expect((await effect({ asOf: '2024-06-14' })).arms).toEqual([bought[0], late]);
    expect((await effect({ knownAt: '2024-06-19' })).arms).toEqual(bought);
    expect((await effect({ asOf: '2024-06-08', knownAt: '2024-06-19' })).answer).toEqual(week.answer);
    // Nothing was decided yet, as known then.
    expect((await effect({ knownAt: '2024-05-31' })).arms).toEqual([
      [0, 0, 0, '0'],
      [0, 0, 0, '0'],
    ]);
  });

  it('has what those of a campaign answered, and what an answer cost', async () => {
    stage.at('2024-07-01T09:00:00Z');
    for (const id of ['d1', 'd2', 'd3', 'd4', 'd5'])
      await stage.record('/v1/customers', { id, registeredAt: '2024-07-01', region: 'south' });
    await stage.record('/v1/segments/south', { title: 'South', rule: 'region == "south"' }, 'PUT');
    const spring = {
      title: 'Spring',
      on: { now: 'south' },
      do: [{ followUp: {} }],
      goal: { metric: 'orders', within: '7d' },
    };
    await stage.record('/v1/automations/spring', { ...spring, cost: { fixed: '10', perCustomer: '0.5' } }, 'PUT');
    // Who comes later is none of them.
    await stage.record('/v1/customers', { id: 'd6', registeredAt: '2024-07-01', region: 'south' });
    await decided();
    const { decisions } = await stage.get('/v1/automations/spring/decisions');
    expect((decisions as readonly { customer: string }[]).map(({ customer }) => customer)).toEqual([
      ...['d1', 'd2', 'd3', 'd4', 'd5'],
    ]);
    stage.at('2024-07-20T13:00:00Z');
    const named = { campaign: 'spring' };
    await stage.record('/v1/sales', sale('n1', 'd1', '2024-07-02', '30', named));
    await stage.record('/v1/sales', sale('n2', 'd2', '2024-07-15', '20', named));
    await stage.record('/v1/sales', sale('n3', 'd3', '2024-07-02', '40'));
    await stage.record('/v1/sales', sale('n6', 'd6', '2024-07-02', '60', named));
    const mail = { customerId: 'd4', occurredAt: '2024-07-03', kind: 'mail', ...named };
    await stage.record('/v1/interactions', { ...mail, id: 'i1', direction: 'in' });
    await stage.record('/v1/interactions', { ...mail, id: 'i2', customerId: 'd5', direction: 'out' });
    await stage.record('/v1/sales/n1/refunds', { id: 'r1', occurredAt: '2024-07-18', amount: '5' });
    const answered = async (clocks: string) => (await stage.get(`/v1/automations/spring/effect?${clocks}`))['response'];
    // Of the five d1, d2 and d4 answered: 10 and five times 0.5 are 12.5.
    const all = { customers: 5, responses: 3, rate: 3 / 5, revenue: '45', cost: '12.5', costPerResponse: 12.5 / 3 };
    expect(await answered('asOf=2024-07-20')).toEqual(all);
    expect(await answered('asOf=2024-07-17')).toEqual({ ...all, revenue: '50' });
    expect(await answered('asOf=2024-07-02')).toEqual({
      ...all,
      ...{ responses: 1, rate: 1 / 5, revenue: '30', costPerResponse: 12.5 },
    });
    expect(await answered('asOf=2024-07-20&knownAt=2024-07-01')).toMatchObject({ responses: 0, costPerResponse: null });
    const by = { metrics: ['revenue.net', 'orders'], by: ['campaign'], from: '2024-07-01', to: '2024-07-31' };
    expect(await stage.rows(by)).toEqual([
      { campaign: '', 'revenue.net': '40', orders: 1 },
      { campaign: 'spring', 'revenue.net': '105', orders: 3 },
    ]);
    expect(await stage.get('/v1/sales/n1')).toMatchObject(named);
    expect(await stage.problem('PUT', '/v1/automations/odd', { ...spring, cost: {} })).toBe('400 invalid-request');
    expect(await stage.problem('PUT', '/v1/automations/odd', { ...spring, cost: { each: 1 } })).toBe(
      '400 invalid-request',
    );
  });

  it('tells the response only of an automation without a goal', async () => {
    const { warnings, ...told } = await stage.get('/v1/automations/aimless/effect?asOf=2024-07-20');
    const none = { customers: 0, responses: 0, rate: null, revenue: '0', cost: null, costPerResponse: null };
    expect(told).toEqual({ id: 'aimless', version: 1, asOf: '2024-07-20', response: none });
    expect(warnings).toHaveLength(1);
  });

  it('goes by a goal that there is', async () => {
    expect(await stage.problem('GET', '/v1/automations/none/effect')).toBe('404 not-found');
    const odd = { title: 'Odd', on: { fact: 'RecordSale' }, do: [{ followUp: {} }] };
    for (const goal of [{ metric: 'orders' }, { metric: 'luck', within: '7d' }, { metric: 'orders', within: 'soon' }])
      expect(await stage.problem('PUT', '/v1/automations/odd', { ...odd, goal })).toBe('400 invalid-request');
  });
});
