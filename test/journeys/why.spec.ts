import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

/** A customer whose stage and tier are worked out by hand; what they are of any facts is held in `libs/subjects/customers/why`. */
describe('why a customer stands where it does', () => {
  let stage: Stage;
  const why = async (query: string) => {
    const { stage: staged, tier } = await stage.get(`/v1/customers/ada/why?${query}`);
    return { staged, tier } as Readonly<Record<'staged' | 'tier', Readonly<Record<string, unknown>>>>;
  };
  const streams = (part: Readonly<Record<string, unknown>>) =>
    (part['events'] as readonly { readonly type: string; readonly stream: string }[]).map(
      (event) => `${event.type} ${event.stream}`,
    );
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-09-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-01-10', '40'));
    await stage.record('/v1/sales', sale('s2', 'ada', '2024-05-01', '50'));
    await stage.record('/v1/sales', sale('never', 'ada', '2024-05-20', '500'));
    await stage.record('/v1/sales/never/void', { id: 'v', reason: 'never was' });
    await stage.record('/v1/sales/s2/refunds', { id: 'r', occurredAt: '2024-05-03', amount: '10' });
    await stage.record('/v1/interactions', { id: 'i', customerId: 'ada', occurredAt: '2024-05-04', kind: 'call' });
  });
  afterAll(() => stage.close());

  it('is told with the rule that held, what it was applied to, and the events behind that', async () => {
    const { staged, tier } = await why('asOf=2024-05-11');
    expect(staged).toMatchObject({
      stage: 'reactivated',
      policy: { id: null, effectiveFrom: null },
      rule: 'daysSinceComeBack < reactivatedForDays',
      settings: { churnAfterDays: 90, atRiskAfterDays: 60, newForDays: 30, reactivatedForDays: 30 },
      inputs: {
        ...{ closed: false, firstPurchase: '2024-01-10', lastPurchase: '2024-05-01', comeBack: '2024-05-01' },
        ...{ daysSinceFirstPurchase: 122, daysSinceLastPurchase: 10, daysSinceComeBack: 10 },
      },
    });
    expect(streams(staged)).toEqual([
      'CustomerRegistered customer-ada',
      'SaleRecorded sale-s1',
      'SaleRecorded sale-s2',
    ]);
    expect(tier).toMatchObject({
      tier: 'normal',
      rule: { orders: 2 },
      inputs: { from: '2023-05-13', to: '2024-05-11', revenue: '80', orders: 2, interactions: 1 },
      next: { tier: 'high', missing: [{ revenue: '920' }, { orders: 10 }] },
    });
    expect(streams(tier)).toEqual([
      'SaleRecorded sale-s1',
      'SaleRecorded sale-s2',
      'SaleRefunded sale-s2',
      'InteractionLogged interaction-i',
    ]);
  });

  it('is of the day it is asked of', async () => {
    const { staged, tier } = await why('asOf=2024-03-15');
    expect([staged['stage'], staged['rule']]).toEqual(['at_risk', 'daysSinceLastPurchase >= atRiskAfterDays']);
    expect(tier).toMatchObject({ tier: 'low', rule: null, inputs: { revenue: '40', orders: 1 } });
    expect(tier['next']).toEqual({
      tier: 'normal',
      missing: [{ revenue: '60' }, { orders: 1 }, { interactions: 6 }],
    });
    const early = await why('asOf=2024-01-05');
    expect([early.staged['stage'], early.staged['rule']]).toEqual(['lead', 'no purchase']);
  });

  it('names the version of the policy that holds on the day, of those that were known', async () => {
    stage.at('2024-09-02T09:00:00Z');
    await stage.record('/v1/policies/lifecycle', {
      ...{ id: 'strict', effectiveFrom: '2024-05-10', policy: { churnAfterDays: 10, atRiskAfterDays: 5 } },
    });
    await stage.record('/v1/policies/tiers', {
      id: 'two',
      effectiveFrom: '2024-05-10',
      policy: { tiers: [{ name: 'friend', any: [{ revenue: '90', interactions: 1 }] }, { name: 'other' }] },
    });
    const { staged, tier } = await why('asOf=2024-05-11');
    expect(staged).toMatchObject({ stage: 'churned', policy: { id: 'strict', effectiveFrom: '2024-05-10' } });
    expect(tier).toMatchObject({
      ...{ tier: 'other', rule: null, policy: { id: 'two', effectiveFrom: '2024-05-10' } },
      next: { tier: 'friend', missing: [{ revenue: '10' }] },
    });
    const before = await why('asOf=2024-05-11&knownAt=2024-09-01');
    expect([before.staged['stage'], before.tier['tier']]).toEqual(['reactivated', 'normal']);
    expect([before.staged['policy'], before.tier['policy']]).toEqual(Array(2).fill({ id: null, effectiveFrom: null }));
    expect((await why('asOf=2024-05-09')).staged['policy']).toEqual({ id: null, effectiveFrom: null });
  });

  it('is nothing of nobody, and of no day that is none', async () => {
    expect(await stage.problem('GET', '/v1/customers/nobody/why')).toBe('404 not-found');
    expect(await stage.problem('GET', '/v1/customers/ada/why?asOf=2023-12-31')).toBe('404 not-found');
    expect(await stage.problem('GET', '/v1/customers/ada/why?asOf=soon')).toBe('400 invalid-request');
  });
});
