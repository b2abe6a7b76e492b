import { beforeEach, describe, expect, it } from '@jest/globals';
import { Desk } from '#testing/desk.js';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
const tiers = (...list: readonly object[]) => ({ id: 'p', effectiveFrom: '2024-01-01', policy: { tiers: list } });

describe('a published policy', () => {
  it('is stored whole, what it does not name being as by default', async () => {
    await desk.record('PublishLifecyclePolicy', {
      id: 'p1',
      effectiveFrom: '2024-01-01',
      policy: { churnAfterDays: 60 },
    });
    expect((await desk.lastEvent())?.data).toEqual({
      id: 'p1',
      effectiveFrom: '2024-01-01',
      policy: { churnAfterDays: 60, atRiskAfterDays: 60, newForDays: 30, reactivatedForDays: 30 },
    });
    await desk.record('PublishTierPolicy', tiers({ name: 'gold', any: [{ revenue: 1000.5 }] }, { name: 'other' }));
    expect((await desk.lastEvent())?.data['policy']).toEqual({
      windowDays: 365,
      tiers: [{ name: 'gold', any: [{ revenue: '1000.5' }] }, { name: 'other' }],
    });
  });

  it('must make sense', async () => {
    const lifecycle = (policy: unknown) => ({ id: 'p', effectiveFrom: '2024-01-01', policy });
    for (const [policy, field] of [
      [{ churnAfterDays: 0 }, 'policy.churnAfterDays'],
      [{ newForDays: -1 }, 'policy.newForDays'],
      [{ churn: 1 }, 'policy.churn'],
      [{ churnAfterDays: 30, atRiskAfterDays: 31 }, 'policy.atRiskAfterDays'],
      [{ churnAfterDays: 30, atRiskAfterDays: 36, graceDays: 5 }, 'policy.atRiskAfterDays'],
      [{ default: { churnAfterDays: 30, atRiskAfterDays: 31 } }, 'policy.default.atRiskAfterDays'],
      [
        {
          default: { churnAfterDays: 90, atRiskAfterDays: 60 },
          for: [{ where: { region: ['n'] }, churnAfterDays: 40 }],
        },
        'policy.for[0].atRiskAfterDays',
      ],
      [3, 'policy'],
    ] as const)
      expect(await desk.wrongFields('PublishLifecyclePolicy', lifecycle(policy))).toEqual([field]);
    // Nobody is at risk where that begins on the day of churn, and what is left out is as by default.
    for (const policy of [{ churnAfterDays: 30, atRiskAfterDays: 35, graceDays: 5 }, { churnAfterDays: 30 }])
      await desk.record('PublishLifecyclePolicy', { ...lifecycle(policy), id: JSON.stringify(policy) });
    const gold = { name: 'gold', any: [{ orders: 3 }] };
    for (const [list, field] of [
      [[gold], 'policy.tiers'],
      [[gold, gold, { name: 'x' }], 'policy.tiers'],
      [[{ name: 'x' }, { name: 'y' }], 'policy.tiers'],
      [[{ name: 'gold', any: [{}] }, { name: 'x' }], 'policy.tiers[0].any[0]'],
      [[{ name: 'gold', any: [{ revenue: '-1' }] }, { name: 'x' }], 'policy.tiers[0].any[0].revenue'],
    ] as const)
      expect(await desk.wrongFields('PublishTierPolicy', tiers(...list))).toEqual([field]);
  });
});

describe('a target', () => {
  const target = { id: 't1', metric: 'orders', from: '2024-01-01', to: '2024-12-31', value: '100' };

  it('keeps its conditions as lists', async () => {
    await desk.record('SetTarget', { ...target, where: { region: 'north', channel: ['web', 'shop'] } });
    expect((await desk.lastEvent())?.data['where']).toEqual({ region: ['north'], channel: ['shop', 'web'] });
  });

  it('is refused for what cannot have one', async () => {
    expect(await desk.wrongFields('SetTarget', { ...target, metric: 'win_rate' })).toEqual(['metric']);
    expect(await desk.wrongFields('SetTarget', { ...target, to: '2023-12-31' })).toEqual(['to']);
    expect(await desk.wrongFields('SetTarget', { ...target, where: { region: [] } })).toEqual(['where.region']);
  });
});
