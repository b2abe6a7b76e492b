import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

const POLICY = {
  default: { churnAfterDays: 60, atRiskAfterDays: 30 },
  for: [{ where: { segment: ['b2b'] }, churnAfterDays: 120, atRiskAfterDays: 90 }],
  graceDays: 10,
};

/** Stages worked out by hand under a policy of segments; what they are of any facts is held in `libs/subjects/customers`. */
describe('a lifecycle policy that says other days of some customers, and gives days of grace', () => {
  let stage: Stage;
  const stageOn = async (id: string, query: string) => (await stage.get(`/v1/customers/${id}?${query}`))['stage'];
  const stagesOn = (id: string, ...days: readonly string[]) =>
    Promise.all(days.map((day) => stageOn(id, `asOf=${day}`)));
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-09-01T09:00:00Z');
    for (const [id, segment] of [
      ['ada', 'shop'],
      ['bea', 'b2b'],
      ['cem', 'shop'],
    ] as const) {
      await stage.record('/v1/customers', { id, registeredAt: '2024-01-01', segment });
      await stage.record('/v1/sales', sale(`s-${id}`, id, '2024-01-11', '40'));
    }
    // Cem buys once more, and is one of the others from 1 May on: 81 days after, and churned for 11 as a shop.
    await stage.record('/v1/sales', sale('s2', 'cem', '2024-02-10', '40'));
    await stage.record('/v1/customers/cem', { id: 'x', effectiveAt: '2024-05-01', segment: 'b2b' }, 'PATCH');
  });
  afterAll(() => stage.close());

  it('can be tried before it is published', async () => {
    // On 20 April: Ada and Bea bought 100 days ago, Cem 70: by default churned, churned, at risk.
    const preview = `/v1/policies/lifecycle/preview?position=${stage.position}`;
    const { body } = await stage.send('POST', preview, { policy: POLICY, asOf: '2024-04-20' });
    expect(body).toMatchObject({
      current: { at_risk: { customers: 1 }, churned: { customers: 2 } },
      proposed: { at_risk: { customers: 1 }, churned: { customers: 2 } },
      matrix: [
        { from: 'at_risk', to: 'churned', customers: 1 },
        { from: 'churned', to: 'at_risk', customers: 1 },
      ],
    });
  });

  it('holds for each by what it is on the day', async () => {
    const published = { id: 'segments', effectiveFrom: '2024-01-01', policy: POLICY };
    await stage.record('/v1/policies/lifecycle', published);
    expect((await stage.send('POST', '/v1/policies/lifecycle', published)).body['duplicate']).toBe(true);
    // Ada is at risk 30 days after 11 January, and churned 70 after; Bea 90 and 130.
    expect(await stagesOn('ada', '2024-02-09', '2024-02-10', '2024-03-20', '2024-03-21')).toEqual([
      ...['new', 'at_risk', 'at_risk', 'churned'],
    ]);
    expect(await stagesOn('bea', '2024-04-09', '2024-04-10', '2024-05-19', '2024-05-20')).toEqual([
      ...['active', 'at_risk', 'at_risk', 'churned'],
    ]);
    // Cem was churned on 20 April; as one of the others it is active again up to 9 May, at risk, and churned on 19 June.
    expect(
      await stagesOn('cem', '2024-04-20', '2024-04-30', '2024-05-01', '2024-05-10', '2024-06-18', '2024-06-19'),
    ).toEqual([...['churned', 'churned', 'active', 'at_risk', 'at_risk', 'churned']]);
    const asked = { metrics: ['customers.reactivated', 'customers.lost'], by: ['cause'], asOf: '2024-08-01' };
    expect(await stage.rows(asked)).toEqual([
      { cause: 'changed', 'customers.reactivated': 1, 'customers.lost': 0 },
      { cause: 'lapsed', 'customers.reactivated': 0, 'customers.lost': 4 },
    ]);
    const why = (await stage.get('/v1/customers/cem/why?asOf=2024-05-10'))['stage'];
    expect(why).toMatchObject({
      stage: 'at_risk',
      policy: { id: 'segments', effectiveFrom: '2024-01-01' },
      where: { segment: ['b2b'] },
      settings: { churnAfterDays: 130, atRiskAfterDays: 90, newForDays: 30 },
    });
  });

  it('has rates of churn that name what they divide by', async () => {
    // Active on 1 April: Bea and Cem. Lost in April: Cem. Active on 30 April: Bea. At risk in April: Cem from before, Bea since the 10th.
    const rates = ['', '.opening', '.average', '.at_risk'].map((name) => `customers.churn_rate${name}`);
    const asked = { metrics: rates, from: '2024-04-01', to: '2024-04-30' };
    expect((await stage.query(asked))['totals']).toEqual({
      'customers.churn_rate': 1 / 2,
      'customers.churn_rate.opening': 1 / 2,
      'customers.churn_rate.average': 1 / 1.5,
      'customers.churn_rate.at_risk': 1 / 2,
    });
    // Of the others nobody was lost: nothing to show.
    expect(await stage.rows({ ...asked, metrics: ['customers.churn_rate.at_risk'], by: ['segment'] })).toEqual([
      { segment: 'shop', 'customers.churn_rate.at_risk': 1 },
    ]);
  });

  it('says what is wrong with one', async () => {
    const problem = (policy: object) =>
      stage.problem('POST', '/v1/policies/lifecycle', { id: 'p', effectiveFrom: '2024-01-01', policy });
    expect(await problem({ default: { churnAfterDays: 60 }, churnAfterDays: 60 })).toBe('400 invalid-request');
    expect(await problem({ for: [{ where: { tier: ['high'] }, churnAfterDays: 60 }] })).toBe('400 invalid-request');
    expect(await problem({ for: [{ where: {}, churnAfterDays: 60 }] })).toBe('400 invalid-request');
    expect(await problem({ for: [{ where: { segment: ['b2b'] }, churnAfterDays: 0 }] })).toBe('400 invalid-request');
  });
});
