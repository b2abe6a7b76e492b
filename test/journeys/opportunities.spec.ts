import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from './stage.js';

describe('opportunities', () => {
  let stage: Stage;
  const turn = (id: string, what: string, day: string, more: object = {}) =>
    stage.record(`/v1/opportunities/${id}/${what}`, { id: `${id}-${what}-${day}`, occurredAt: day, ...more });
  const open = (id: string, day: string, more: object = {}) =>
    stage.record('/v1/opportunities', { id, openedAt: day, ...more });

  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', region: 'north', salesperson: 'Ann' });
    // o1: 100, 50 % of it expected, grows to 200, won for 180 after 31 days.
    await open('o1', '2024-01-10', {
      customerId: 'ada',
      value: '100',
      probability: '0.5',
      product: 'tea',
      title: 'Tea',
    });
    await stage.record(
      '/v1/opportunities/o1',
      { id: 'k1', occurredAt: '2024-01-20', value: '200', stage: 'offer' },
      'PATCH',
    );
    await turn('o1', 'win', '2024-02-10', { value: '180' });
    // o2: 300 of Ben's, lost after 10 days, reopened, handed to Ann, won after 60 days.
    await open('o2', '2024-02-01', { value: '300', salesperson: 'Ben', region: 'south' });
    await turn('o2', 'lose', '2024-02-11', { reason: 'price' });
    await turn('o2', 'reopen', '2024-03-01');
    await stage.record('/v1/opportunities/o2', { id: 'k2', occurredAt: '2024-03-05', salesperson: 'Ann' }, 'PATCH');
    await turn('o2', 'win', '2024-04-01');
    // o3: 1000 of Ben's, still open. o4: lost after 4 days.
    await open('o3', '2024-03-01', { value: '1000', salesperson: 'Ben', probability: '0.25' });
    await open('o4', '2024-03-02', { value: '50', salesperson: 'Ben' });
    await turn('o4', 'lose', '2024-03-06', { reason: 'silence' });
  });
  afterAll(() => stage.close());

  it('show the open pipeline as of any date', async () => {
    const metrics = ['opportunities.open', 'pipeline.value', 'pipeline.weighted'];
    const asOf = async (day: string) => (await stage.rows({ metrics, asOf: day }))[0];
    expect(await asOf('2024-01-09')).toEqual({
      'opportunities.open': 0,
      'pipeline.value': '0',
      'pipeline.weighted': '0',
    });
    expect(await asOf('2024-01-19')).toEqual({
      'opportunities.open': 1,
      'pipeline.value': '100',
      'pipeline.weighted': '50',
    });
    expect(await asOf('2024-02-05')).toEqual({
      'opportunities.open': 2,
      'pipeline.value': '500',
      'pipeline.weighted': '100',
    });
    expect(await asOf('2024-02-15')).toEqual({
      'opportunities.open': 0,
      'pipeline.value': '0',
      'pipeline.weighted': '0',
    });
    expect(await asOf('2024-03-04')).toEqual({
      'opportunities.open': 3,
      'pipeline.value': '1350',
      'pipeline.weighted': '250',
    });
    expect(await stage.rows({ metrics: ['pipeline.value'], by: ['salesperson'], asOf: '2024-03-10' })).toEqual([
      { salesperson: 'Ann', 'pipeline.value': '300' },
      { salesperson: 'Ben', 'pipeline.value': '1000' },
    ]);
    expect(await stage.rows({ metrics: ['pipeline.value'], by: ['stage', 'region'], asOf: '2024-01-25' })).toEqual([
      { stage: 'offer', region: 'north', 'pipeline.value': '200' },
    ]);
  });

  it('are won and lost on their own days, each closing counted where it happened', async () => {
    const metrics = [
      'opportunities.opened',
      'opportunities.won',
      'opportunities.lost',
      'opportunities.won_value',
      'win_rate',
      'win_rate.value',
    ];
    expect(await stage.rows({ metrics, grain: 'quarter', from: '2024-01-01', to: '2024-06-30' })).toEqual([
      {
        quarter: '2024-Q1',
        'opportunities.opened': 4,
        'opportunities.won': 1,
        'opportunities.lost': 2,
        'opportunities.won_value': '180',
        win_rate: 1 / 3,
        'win_rate.value': 180 / 530,
      },
      {
        quarter: '2024-Q2',
        'opportunities.opened': 0,
        'opportunities.won': 1,
        'opportunities.lost': 0,
        'opportunities.won_value': '300',
        win_rate: 1,
        'win_rate.value': 1,
      },
    ]);
    expect(await stage.rows({ metrics: ['opportunities.lost'], by: ['reason'] })).toEqual([
      { reason: 'price', 'opportunities.lost': 1 },
      { reason: 'silence', 'opportunities.lost': 1 },
    ]);
    expect(await stage.rows({ metrics: ['win_rate'], by: ['salesperson'] })).toEqual([
      { salesperson: 'Ann', win_rate: 1 },
    ]);
  });

  it('take exactly so long', async () => {
    const metrics = ['sales_cycle.mean', 'sales_cycle.median', 'sales_cycle.p90'];
    // Won after 31 and after 60 days: type-7 p90 = 31 + 0.9 x 29.
    expect(await stage.rows({ metrics })).toEqual([
      { 'sales_cycle.mean': 45.5, 'sales_cycle.median': 45.5, 'sales_cycle.p90': 57.1 },
    ]);
    expect(await stage.rows({ metrics, by: ['outcome'] })).toEqual([
      { outcome: 'lost', 'sales_cycle.mean': 7, 'sales_cycle.median': 7, 'sales_cycle.p90': 9.4 },
      { outcome: 'won', 'sales_cycle.mean': 45.5, 'sales_cycle.median': 45.5, 'sales_cycle.p90': 57.1 },
    ]);
    expect(await stage.rows({ metrics, from: '2024-01-01', to: '2024-03-31' })).toEqual([
      { 'sales_cycle.mean': 31, 'sales_cycle.median': 31, 'sales_cycle.p90': 31 },
    ]);
  });

  it('are shown whole', async () => {
    expect(await stage.get('/v1/opportunities/o1')).toMatchObject({
      id: 'o1',
      customerId: 'ada',
      title: 'Tea',
      region: 'north',
      salesperson: 'Ann',
      value: '180',
      stage: 'offer',
      status: 'won',
      openedAt: '2024-01-10T00:00:00.000Z',
      closedAt: '2024-02-10T00:00:00.000Z',
    });
    expect(await stage.get('/v1/opportunities/o2')).toMatchObject({ status: 'won', salesperson: 'Ann' });
    expect(((await stage.get('/v1/opportunities/o2'))['journal'] as unknown[]).length).toBe(5);
    expect(await stage.problem('GET', '/v1/opportunities/none')).toBe('404 not-found');
  });

  it('refuse what cannot be', async () => {
    const at = { id: 'x', occurredAt: '2024-06-01' };
    expect(await stage.problem('POST', '/v1/opportunities/o1/win', at)).toBe('422 opportunity-closed');
    expect(await stage.problem('POST', '/v1/opportunities/o3/reopen', at)).toBe('422 not-closed');
    expect(await stage.problem('POST', '/v1/opportunities/none/win', at)).toBe('404 not-found');
    expect(await stage.problem('POST', '/v1/opportunities/o3/win', { ...at, occurredAt: '2024-02-01' })).toBe(
      '422 before-its-start',
    );
    expect(
      await stage.problem('POST', '/v1/opportunities', { id: 'x', openedAt: '2024-01-01', customerId: 'no' }),
    ).toBe('422 customer-unknown');
    expect(await stage.problem('PATCH', '/v1/opportunities/o3', at)).toBe('400 invalid-request');
  });
});
