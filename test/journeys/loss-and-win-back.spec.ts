import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

/** Customers whose losses and come-backs are worked out by hand; what they are of any facts is held in `libs/subjects/customers/timeline`. */
describe('customers who were lost and came back', () => {
  let stage: Stage;
  const cells = async (question: object, ...names: readonly string[]) => {
    const rows = (await stage.query({ ...question }))['rows'] as readonly Readonly<Record<string, unknown>>[];
    return rows.map((row) => names.map((name) => row[name]));
  };
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-12-31T09:00:00Z');
    // Ada buys on 10 January, is active on 9 February, at risk on 10 March, churned on 9 April, and comes back on 1 May.
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', source: 'fair' });
    await stage.record('/v1/sales', sale('a1', 'ada', '2024-01-10', '40'));
    await stage.record('/v1/sales', sale('a2', 'ada', '2024-05-01', '50'));
    await stage.record('/v1/sales', sale('a3', 'ada', '2024-07-30', '7'));
    await stage.record('/v1/sales', sale('a4', 'ada', '2024-07-31', '900'));
    // Bea buys on 1 February, is closed on 11 February, reopened on 21 February, buys on the 25th, and has churned 90 days after that, on 25 May.
    await stage.record('/v1/customers', { id: 'bea', registeredAt: '2024-02-01', source: 'web' });
    await stage.record('/v1/sales', sale('b1', 'bea', '2024-02-01', '10'));
    await stage.record('/v1/customers/bea/close', { id: 'c1', occurredAt: '2024-02-11', reason: 'price' });
    await stage.record('/v1/customers/bea/reopen', { id: 'o1', occurredAt: '2024-02-21' });
    await stage.record('/v1/sales', sale('b2', 'bea', '2024-02-25', '20'));
    // Cem never bought, and is closed without a word.
    await stage.record('/v1/customers', { id: 'cem', registeredAt: '2024-03-01' });
    await stage.record('/v1/customers/cem/close', { id: 'c2', occurredAt: '2024-03-05' });
  });
  afterAll(() => stage.close());

  it('are lost and closed for a reason', async () => {
    const asked = { by: ['reason'], from: '2024-01-01', to: '2024-06-30' };
    expect(await cells({ ...asked, metrics: ['customers.lost'] }, 'reason', 'customers.lost')).toEqual([
      ['lapsed', 2],
      ['price', 1],
    ]);
    expect(await cells({ ...asked, metrics: ['customers.closed'] }, 'reason', 'customers.closed')).toEqual([
      ['', 1],
      ['price', 1],
    ]);
    expect((await stage.get('/v1/records?metric=customers.lost&where.reason=price'))['records']).toMatchObject([
      { id: 'bea' },
    ]);
  });

  it('buy again: what they spend up to 90 days after it is won back', async () => {
    // Bea came back on 21 February: 20. Ada on 1 May: 50, and 7 on the 90th day after, but not 900 on the 91st.
    const asked = { metrics: ['revenue.won_back'], by: ['source'], from: '2024-01-01', to: '2024-12-31' };
    expect(await cells(asked, 'source', 'revenue.won_back')).toEqual([
      ['fair', '57'],
      ['web', '20'],
    ]);
    // By then only Bea was back.
    expect((await stage.query({ ...asked, by: [], asOf: '2024-02-25' }))['totals']).toEqual({
      'revenue.won_back': '20',
    });
  });

  it('are a share of those who were lost 90 days before', async () => {
    // Back in May: Ada. Lost from 1 February to 2 March: Bea, who was closed.
    const month = { metrics: ['win_back_rate'], from: '2024-05-01', to: '2024-05-31' };
    expect((await stage.query(month))['totals']).toEqual({ win_back_rate: 1 });
    // From 2 April to 31 May both were lost, and nobody came back from 1 July to 29 August.
    expect((await stage.query({ ...month, from: '2024-07-01', to: '2024-08-29' }))['totals']).toEqual({
      win_back_rate: 0,
    });
    // Nobody was lost before.
    expect((await stage.query({ ...month, from: '2024-03-01', to: '2024-04-30' }))['totals']).toEqual({
      win_back_rate: null,
    });
  });

  it('were in each stage for days', async () => {
    const metrics = ['stage_time.count', 'stage_time.mean', 'stage_time.median', 'stage_time.p90'];
    const asked = { metrics, by: ['from_stage', 'to_stage'], asOf: '2024-04-30', where: { source: ['fair'] } };
    expect(await cells(asked, 'from_stage', 'to_stage', ...metrics)).toEqual([
      ['active', 'at_risk', 1, 30, 30, 30],
      ['at_risk', 'churned', 1, 30, 30, 30],
      ['lead', 'new', 1, 9, 9, 9],
      ['new', 'active', 1, 30, 30, 30],
    ]);
    // Left new: Ada after 30 days, Bea after 10 and, of the 10 days after she was reopened, on 2 March.
    const left = { metrics, where: { from_stage: ['new'] }, by: ['cohort'], asOf: '2024-04-30' };
    expect(await cells(left, 'cohort', ...metrics)).toEqual([
      ['2024-01', 1, 30, 30, 30],
      ['2024-02', 2, 10, 10, 10],
    ]);
  });

  it('have a timeline that says when they came into each stage and left it', async () => {
    expect((await stage.get('/v1/customers/ada/timeline?asOf=2024-06-30'))['stages']).toEqual([
      { stage: 'lead', entered: '2024-01-01', left: '2024-01-10', days: 9, cumulative: 9 },
      { stage: 'new', entered: '2024-01-10', left: '2024-02-09', days: 30, cumulative: 30 },
      { stage: 'active', entered: '2024-02-09', left: '2024-03-10', days: 30, cumulative: 30 },
      { stage: 'at_risk', entered: '2024-03-10', left: '2024-04-09', days: 30, cumulative: 30 },
      { stage: 'churned', entered: '2024-04-09', left: '2024-05-01', days: 22, cumulative: 22 },
      { stage: 'reactivated', entered: '2024-05-01', left: '2024-05-31', days: 30, cumulative: 30 },
      { stage: 'active', entered: '2024-05-31', left: '2024-06-30', days: 30, cumulative: 60 },
      { stage: 'at_risk', entered: '2024-06-30', left: null, days: 0, cumulative: 30 },
    ]);
  });
});
