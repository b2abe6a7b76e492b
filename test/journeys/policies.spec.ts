import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

describe('policies', () => {
  let stage: Stage;
  const stages = (asOf: string, more: object = {}) =>
    stage.rows({ metrics: ['customers.count'], by: ['stage'], asOf, ...more });
  const definitions = async (more: object = {}) =>
    ((await stage.query({ metrics: ['orders'], ...more }))['meta'] as { definitions: unknown }).definitions;

  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-06-01T09:00:00Z');
    for (const id of ['ada', 'bob', 'cid']) await stage.record('/v1/customers', { id, registeredAt: '2023-01-01' });
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-02-01', '2000'));
    await stage.record('/v1/sales', sale('s2', 'bob', '2024-03-20', '150'));
  });
  afterAll(() => stage.close());

  it('are those of the spec before any is published', async () => {
    expect(await definitions()).toEqual({ lifecycle: 'default', tiers: 'default' });
    // 30 April: ada bought 89 days ago, bob 41.
    expect(await stages('2024-04-30')).toEqual([
      { stage: 'active', 'customers.count': 1 },
      { stage: 'at_risk', 'customers.count': 1 },
      { stage: 'lead', 'customers.count': 1 },
    ]);
  });

  it('can be tried without publishing: sizes, revenue and who would move', async () => {
    const { body, status } = await stage.send('POST', '/v1/policies/lifecycle/preview', {
      policy: { churnAfterDays: 60, atRiskAfterDays: 30 },
      asOf: '2024-04-30',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      by: 'stage',
      asOf: '2024-04-30',
      current: {
        active: { customers: 1, revenue: '0' },
        at_risk: { customers: 1, revenue: '0' },
        new: { customers: 0, revenue: '2150' },
      },
      proposed: {
        at_risk: { customers: 1, revenue: '0' },
        churned: { customers: 1, revenue: '0' },
        new: { customers: 0, revenue: '2150' },
      },
      moved: 2,
      matrix: [
        { from: 'active', to: 'at_risk', customers: 1 },
        { from: 'at_risk', to: 'churned', customers: 1 },
      ],
      customers: [
        { id: 'ada', from: 'at_risk', to: 'churned' },
        { id: 'bob', from: 'active', to: 'at_risk' },
      ],
    });
    expect(await definitions()).toEqual({ lifecycle: 'default', tiers: 'default' });
    expect(await stage.problem('POST', '/v1/policies/luck/preview', { policy: {} })).toBe('400 invalid-request');
    expect(await stage.problem('POST', '/v1/policies/tiers/preview', { policy: {} })).toBe('400 invalid-request');
  });

  it('hold from their date on, and what was known before stays', async () => {
    stage.at('2024-06-10T09:00:00Z');
    await stage.record('/v1/policies/lifecycle', {
      id: 'strict',
      effectiveFrom: '2024-04-15',
      policy: { churnAfterDays: 60, atRiskAfterDays: 30 },
    });
    expect(await definitions()).toEqual({ lifecycle: 'strict', tiers: 'default' });
    expect(await stages('2024-04-14')).toEqual([
      { stage: 'at_risk', 'customers.count': 1 },
      { stage: 'lead', 'customers.count': 1 },
      { stage: 'new', 'customers.count': 1 },
    ]);
    const churned = [
      { stage: 'at_risk', 'customers.count': 1 },
      { stage: 'churned', 'customers.count': 1 },
      { stage: 'lead', 'customers.count': 1 },
    ];
    expect(await stages('2024-04-30')).toEqual(churned);
    expect(await stages('2024-04-30', { knownAt: '2024-06-10' })).toEqual(churned);
    expect(await stages('2024-04-30', { knownAt: '2024-06-09' })).toEqual([
      { stage: 'active', 'customers.count': 1 },
      { stage: 'at_risk', 'customers.count': 1 },
      { stage: 'lead', 'customers.count': 1 },
    ]);
    expect(await definitions({ knownAt: '2024-06-09' })).toEqual({ lifecycle: 'default', tiers: 'default' });
    expect(await stage.get('/v1/customers/ada?asOf=2024-04-30')).toMatchObject({ stage: 'churned' });
    expect(await stage.get('/v1/customers/ada?asOf=2024-04-30&knownAt=2024-06-09')).toMatchObject({ stage: 'at_risk' });
  });

  it('move customers with the policy as cause, and the months still balance', async () => {
    const metrics = ['customers.opening', 'customers.lost', 'customers.closing'];
    expect(await stage.rows({ metrics, grain: 'month', from: '2024-04-01', to: '2024-04-30' })).toEqual([
      { month: '2024-04', 'customers.opening': 2, 'customers.lost': 1, 'customers.closing': 1 },
    ]);
    expect(
      await stage.rows({ metrics: ['customers.lost'], by: ['cause'], from: '2024-04-01', to: '2024-04-30' }),
    ).toEqual([{ cause: 'policy', 'customers.lost': 1 }]);
  });

  it('of tiers have names of their own, several of them', async () => {
    stage.at('2024-06-20T09:00:00Z');
    await stage.record('/v1/policies/tiers', {
      id: 'metals',
      effectiveFrom: '2024-01-01',
      policy: {
        windowDays: 365,
        tiers: [
          { name: 'gold', any: [{ revenue: '1500', orders: 1 }] },
          { name: 'silver', any: [{ revenue: '100' }] },
          { name: 'bronze', any: [{ interactions: 1 }] },
          { name: 'none' },
        ],
      },
    });
    expect(
      await stage.rows({ metrics: ['customers.count', 'revenue.sales'], by: ['tier'], asOf: '2024-05-01' }),
    ).toEqual([
      { tier: 'gold', 'customers.count': 1, 'revenue.sales': '2000' },
      { tier: 'none', 'customers.count': 1, 'revenue.sales': '0' },
      { tier: 'silver', 'customers.count': 1, 'revenue.sales': '150' },
    ]);
    const before = await stage.rows({
      metrics: ['customers.count'],
      by: ['tier'],
      asOf: '2024-05-01',
      knownAt: '2024-06-19',
    });
    expect(before.map(({ tier }) => tier)).toEqual(['high', 'low', 'normal']);
    expect(await definitions({ knownAt: '2024-06-19' })).toEqual({ lifecycle: 'strict', tiers: 'default' });
  });

  it('stay what they are after a restart', async () => {
    await stage.stop();
    await stage.start();
    expect(await definitions()).toEqual({ lifecycle: 'strict', tiers: 'metals' });
    expect(await definitions({ knownAt: '2024-06-15' })).toEqual({ lifecycle: 'strict', tiers: 'default' });
    expect(await definitions({ knownAt: '2024-06-01' })).toEqual({ lifecycle: 'default', tiers: 'default' });
    expect(
      (await stage.rows({ metrics: ['customers.count'], by: ['tier'], asOf: '2024-05-01', knownAt: '2024-06-01' }))
        .length,
    ).toBe(3);
  });
});
