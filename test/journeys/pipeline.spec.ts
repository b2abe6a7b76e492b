import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from './stage.js';

const STEPS = ['created', 'changed', 'won', 'lost'] as const;
const METRICS = ['pipeline.opening', ...STEPS.map((step) => `pipeline.${step}`), 'pipeline.closing'];

describe('the pipeline', () => {
  let stage: Stage;
  const open = (id: string, day: string, more: object) =>
    stage.record('/v1/opportunities', { id, openedAt: day, ...more });
  const change = (id: string, day: string, more: object) =>
    stage.record(`/v1/opportunities/${id}`, { id: `change-${day}`, occurredAt: day, ...more }, 'PATCH');
  const turn = (id: string, what: string, day: string, more: object = {}) =>
    stage.record(`/v1/opportunities/${id}/${what}`, { id: `${what}-${day}`, occurredAt: day, ...more });
  /** Of each period or part, what it is called and its figures without those of 0. */
  const told = async (question: object) => {
    const rows = await stage.rows({ metrics: METRICS, ...question });
    return rows.map((row) => {
      const [part, ...figures] = Object.entries(row);
      const some = figures.filter(([, figure]) => figure !== '0').map(([name, figure]) => [name.slice(9), figure]);
      return [part?.[1], Object.fromEntries(some)] as const;
    });
  };
  const figures = async (metrics: readonly string[], question: object) =>
    (await stage.rows({ metrics, ...question })).map((row) => Object.values(row));

  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    // o1: 100 that grow to 200, expected in February, then in March, won for 180 in April.
    await open('o1', '2024-01-10', { value: '100', pipeline: 'wholesale', expectedCloseOn: '2024-02-15' });
    await change('o1', '2024-01-20', { value: '200', stage: 'offer' });
    await change('o1', '2024-02-05', { expectedCloseOn: '2024-03-20' });
    await turn('o1', 'win', '2024-04-02', { value: '180' });
    // o2: 300, past the day expected when it is lost, reopened, moved on into another pipeline, won.
    await open('o2', '2024-02-01', { value: '300', pipeline: 'retail', expectedCloseOn: '2024-02-10' });
    await turn('o2', 'lose', '2024-02-21', { reason: 'price' });
    await turn('o2', 'reopen', '2024-03-01');
    await change('o2', '2024-03-11', { stage: 'offer', pipeline: 'wholesale' });
    await turn('o2', 'win', '2024-04-20');
    // o3: 1000 that are lost.
    await open('o3', '2024-02-10', { value: '1000' });
    await turn('o3', 'lose', '2024-02-24');
  });
  afterAll(() => stage.close());

  it('balances from month to month: opening + created + changed - won - lost = closing', async () => {
    expect(await told({ grain: 'month', from: '2024-01-01', to: '2024-04-30' })).toEqual([
      ['2024-01', { created: '100', changed: '100', closing: '200' }],
      ['2024-02', { opening: '200', created: '1300', lost: '1300', closing: '200' }],
      ['2024-03', { opening: '200', changed: '300', closing: '500' }],
      ['2024-04', { opening: '500', changed: '-20', won: '480' }],
    ]);
  });

  it('balances in every part, where an opportunity goes from one to another', async () => {
    const since = { from: '2024-02-01', to: '2024-03-31' };
    expect(await told({ by: ['pipeline'], ...since })).toEqual([
      ['', { created: '1000', lost: '1000' }],
      ['retail', { created: '300', lost: '300' }],
      ['wholesale', { opening: '200', changed: '300', closing: '500' }],
    ]);
    expect(await told({ by: ['pipeline'], from: '2024-03-05', to: '2024-03-31' })).toEqual([
      ['retail', { opening: '300', changed: '-300' }],
      ['wholesale', { opening: '200', changed: '300', closing: '500' }],
    ]);
  });

  it('tells what became of those opened in a period, as of any day', async () => {
    const metrics = ['opportunities.opened_won', 'opportunities.opened_closed', 'win_rate.opened'];
    const opened = (asOf: string) => figures(metrics, { grain: 'month', from: '2024-01-01', to: '2024-02-29', asOf });
    expect(await opened('2024-03-31')).toEqual([
      ['2024-01', 0, 0, null],
      ['2024-02', 0, 1, 0],
    ]);
    expect(await opened('2024-02-25')).toEqual([
      ['2024-01', 0, 0, null],
      ['2024-02', 0, 2, 0],
    ]);
    expect(await opened('2024-04-30')).toEqual([
      ['2024-01', 1, 1, 1],
      ['2024-02', 1, 2, 0.5],
    ]);
    const { records } = await stage.get('/v1/records?metric=opportunities.opened_won&from=2024-02-01&to=2024-02-29');
    expect(records).toMatchObject([{ kind: 'opportunity', id: 'o2', value: 1 }]);
  });

  it('shows what was pushed to a later month, and what is open past the day it was expected', async () => {
    expect(await figures(['opportunities.pushed'], { grain: 'month', from: '2024-01-01', to: '2024-03-31' })).toEqual([
      ['2024-01', 0],
      ['2024-02', 1],
      ['2024-03', 0],
    ]);
    const days = ['2024-02-10', '2024-02-11', '2024-02-21', '2024-03-01', '2024-03-20', '2024-03-21', '2024-04-02'];
    const slipped = await Promise.all(days.map((asOf) => figures(['opportunities.slipped'], { asOf })));
    expect(slipped.flat(2)).toEqual([0, 1, 0, 1, 1, 2, 1]);
    expect(await stage.get('/v1/opportunities/o1')).toMatchObject({
      pipeline: 'wholesale',
      expectedCloseOn: '2024-03-20',
    });
  });

  it('tells how opportunities go through their stages', async () => {
    const metrics = ['left', 'went_on', 'conversion', 'days', 'mean', 'median', 'p90'].map(
      (name) => `opportunity_stage.${name}`,
    );
    expect(await figures(metrics, { by: ['stage'] })).toEqual([
      ['', 4, 2, 0.5, 54, 13.5, 12, 18.2],
      ['offer', 2, 2, 1, 113, 56.5, 56.5, 69.7],
    ]);
    expect(await figures(['opportunity_stage.left'], { by: ['from_stage', 'to_stage', 'outcome'] })).toEqual([
      ['', '', 'lost', 2],
      ['', 'offer', '', 2],
      ['offer', '', 'won', 2],
    ]);
  });
});
