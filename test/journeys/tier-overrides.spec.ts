import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

const POLICY = {
  windowDays: 30,
  keepForDays: 20,
  tiers: [{ name: 'gold', any: [{ revenue: '100' }] }, { name: 'silver', any: [{ orders: 1 }] }, { name: 'basic' }],
};

/** Tiers worked out by hand; what they are of any facts is held in `libs/subjects/customers/why`. */
describe('tiers that are kept and given by hand', () => {
  let stage: Stage;
  const tierOn = async (query: string) => (await stage.get(`/v1/customers/ada?${query}`))['tier'];
  const tiersOn = (...days: readonly string[]) => Promise.all(days.map((day) => tierOn(`asOf=${day}`)));
  const why = async (query: string) =>
    (await stage.get(`/v1/customers/ada/why?${query}`))['tier'] as Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-01-01T09:00:00Z');
    await stage.record('/v1/policies/tiers', { id: 'metals', effectiveFrom: '2024-01-01', policy: POLICY });
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    stage.at('2024-06-01T09:00:00Z');
    // Gold by 120 in 30 days until 9 February, 29 days after; silver by what she bought on 1 February until 1 March.
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-01-11', '90'));
    await stage.record('/v1/sales', sale('s2', 'ada', '2024-02-01', '30'));
  });
  afterAll(() => stage.close());

  it('are kept for days after their condition held last', async () => {
    // 90 and 30 are in one window from 1 to 9 February: gold, kept up to the 29th. Silver holds up to 1 March and is kept up to the 21st.
    expect(
      await tiersOn('2024-01-10', '2024-01-31', '2024-02-01', '2024-02-29', '2024-03-01', '2024-03-21', '2024-03-22'),
    ).toEqual(['basic', 'silver', 'gold', 'gold', 'silver', 'silver', 'basic']);
    expect(await why('asOf=2024-02-29')).toMatchObject({
      tier: 'gold',
      rule: { revenue: '100' },
      inputs: { from: '2024-01-31', to: '2024-02-29', revenue: '30', orders: 1 },
      kept: { heldOn: '2024-02-09', until: '2024-02-29', inputs: { from: '2024-01-11', revenue: '120', orders: 2 } },
      override: null,
      next: null,
    });
    expect(await why('asOf=2024-03-10')).toMatchObject({
      tier: 'silver',
      kept: { heldOn: '2024-03-01', until: '2024-03-21' },
      next: { tier: 'gold', missing: [{ revenue: '100' }] },
    });
    const { rows } = await stage.query({
      metrics: ['customers.moves'],
      by: ['from_tier', 'to_tier', 'cause'],
      from: '2024-01-02',
      to: '2024-05-31',
      where: { from_tier: ['gold', 'silver', 'basic'] },
    });
    expect(rows).toEqual(
      [
        ['basic', 'silver', 'purchase'],
        ['gold', 'silver', 'window'],
        ['silver', 'basic', 'window'],
        ['silver', 'gold', 'window'],
      ].map(([from, to, cause]) => ({ from_tier: from, to_tier: to, cause, 'customers.moves': 1 })),
    );
  });

  it('are given by hand, from one day to another, and taken back', async () => {
    const path = '/v1/customers/ada/tier-override';
    const given = { tier: 'gold', from: '2024-04-05', until: '2024-04-25', reason: 'promised', actor: 'Ann' };
    stage.at('2024-06-02T09:00:00Z');
    await stage.record(path, { id: 'vip', ...given });
    expect(await tiersOn('2024-04-04', '2024-04-05', '2024-04-25', '2024-04-26')).toEqual([
      ...['basic', 'gold', 'gold', 'basic'],
    ]);
    expect(await tierOn('asOf=2024-04-10&knownAt=2024-06-01')).toBe('basic');
    const told = await why('asOf=2024-04-10');
    expect(told).toMatchObject({
      tier: 'gold',
      rule: null,
      kept: null,
      override: { id: 'vip', from: '2024-04-05', until: '2024-04-25', reason: 'promised', actor: 'Ann' },
      next: null,
    });
    expect(told['events']).toMatchObject([{ type: 'CustomerTierOverridden', stream: 'customer-ada' }]);
    const asked = { metrics: ['customers.count'], by: ['tier'], where: { tier: ['gold'] } };
    expect((await stage.query({ ...asked, asOf: '2024-04-10' }))['totals']).toEqual({ 'customers.count': 1 });
    const moved = { metrics: ['customers.moves'], by: ['from_tier', 'to_tier'], where: { cause: ['override'] } };
    expect(await stage.rows({ ...moved, asOf: '2024-05-31' })).toMatchObject([
      { from_tier: 'basic', to_tier: 'gold', 'customers.moves': 1 },
      { from_tier: 'gold', to_tier: 'basic', 'customers.moves': 1 },
    ]);

    stage.at('2024-06-03T09:00:00Z');
    await stage.record(`${path}/withdraw`, { id: 'less', override: 'vip', from: '2024-04-16' });
    expect(await tiersOn('2024-04-15', '2024-04-16')).toEqual(['gold', 'basic']);
    stage.at('2024-06-04T09:00:00Z');
    await stage.record(`${path}/withdraw`, { id: 'never', reason: 'a mistake' });
    expect(await tiersOn('2024-04-05', '2024-04-15')).toEqual(['basic', 'basic']);
    expect(await tierOn('asOf=2024-04-20&knownAt=2024-06-02')).toBe('gold');
    expect(await tierOn('asOf=2024-04-20&knownAt=2024-06-03')).toBe('basic');
    expect(await tierOn('asOf=2024-04-15&knownAt=2024-06-03')).toBe('gold');
  });

  it('must be there, and not end before they begin', async () => {
    const path = '/v1/customers/ada/tier-override';
    const given = { id: 'x', tier: 'platinum', from: '2024-04-01', reason: 'promised' };
    expect(await stage.problem('POST', path, given)).toBe('422 tier-unknown');
    expect(await stage.problem('POST', path, { ...given, tier: 'gold', until: '2024-03-31' })).toBe(
      '400 invalid-request',
    );
    expect(await stage.problem('POST', '/v1/customers/nobody/tier-override', given)).toBe('404 not-found');
    expect(await stage.problem('POST', `${path}/withdraw`, { id: 'y', override: 'nothing' })).toBe('404 not-found');
    // A tier of the policy that held before any was published is one, too.
    await stage.record(path, { ...given, tier: 'high' });
    expect(await tierOn('asOf=2024-04-01')).toBe('high');
  });
});
