import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { alertsOn } from './alerts-on-stage.js';
import { sale, Stage } from './stage.js';

const IN = 'in:good';
const WHERE = { [IN]: ['yes'] };
const FEBRUARY = { from: '2024-02-01', to: '2024-02-29' };
const SINCE_JANUARY = { from: '2024-01-01', to: '2024-02-29' };

interface Explained {
  readonly parts: readonly {
    readonly part: string;
    readonly change: string;
    readonly records: readonly { readonly id: string }[];
  }[];
}

/**
 * Good is who bought for more than 100 by the end of the day. Ada buys for 60 on 10 January, when she is not, and for 60 on 10 February,
 * which makes her; Bob for 150 on 20 January and for 40 on 12 February; a guest for 7 in February. So those who are good buy for 150 in
 * January and for 100 in February, all others for 60 and for 7.
 */
describe('segments beside questions', () => {
  let stage: Stage;
  const { define, settled, judged, told } = alertsOn(() => stage);
  const post = async (path: string, body: object) => {
    const ask = () => stage.send('POST', path, { ...body, position: stage.position });
    let answer = await ask();
    // A replay may take longer than an answer waits for it.
    if (answer.status === 409) await until(async () => (answer = await ask()).status !== 409);
    expect([answer.body, answer.status]).toEqual([answer.body, 200]);
    return answer.body;
  };
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-01-05T09:00:00Z');
    for (const id of ['ada', 'bob']) await stage.record('/v1/customers', { id, registeredAt: '2024-01-05' });
    await stage.record('/v1/segments/good', { title: 'Good', rule: 'revenue > money("100")' }, 'PUT');
    stage.at('2024-01-20T15:00:00Z');
    await stage.record('/v1/sales', sale('a1', 'ada', '2024-01-10', '60'));
    await stage.record('/v1/sales', sale('b1', 'bob', '2024-01-20', '150'));
  });
  afterAll(() => stage.close());

  it('are watched by alerts, at the end of days: who is in one turns with each fact of the day', async () => {
    stage.at('2024-02-09T09:00:00Z');
    await define('whole', { metric: 'revenue.net', where: WHERE, condition: { above: '50' } });
    await define('each', { metric: 'revenue.net', by: IN, condition: { above: '50' } });
    stage.at('2024-02-10T15:00:00Z');
    await stage.record('/v1/sales', sale('a2', 'ada', '2024-02-10', '60'));
    await judged();
    expect([await told('whole'), await told('each')]).toEqual([[], []]);
    stage.at('2024-02-11T00:00:01Z');
    await settled('whole', [' 60 for 2024-02-10']);
    await settled('each', ['yes 60 for 2024-02-10']);
    stage.at('2024-02-13T00:00:01Z');
    await settled('whole', [' 60 for 2024-02-10, over 0 for 2024-02-11']);
    await settled('each', ['yes 60 for 2024-02-10, over 0 for 2024-02-11']);
    expect((await stage.get('/v1/alerts/each'))['parts']).toMatchObject([
      { part: 'no', state: 'ok', occasion: 0 },
      { part: 'yes', state: 'ok', occasion: 1 },
    ]);
    const trial = await stage.send('POST', '/v1/alerts/each/backtest', { from: '2024-02-10', to: '2024-02-11' });
    expect(trial.body).toMatchObject({
      knownThen: { firings: [{ day: '2024-02-10', part: 'yes', value: '60' }] },
      differ: [],
    });
    const rule = { title: 'Many', metric: 'orders', by: IN, window: 'day', condition: { above: '0' } };
    const tried = await stage.send('POST', '/v1/alerts/backtest', { rule, from: '2024-01-09', to: '2024-01-21' });
    expect(tried.body).toMatchObject({
      hindsight: {
        firings: [
          { day: '2024-01-10', part: 'no', value: 1 },
          { day: '2024-01-20', part: 'yes', value: 1 },
        ],
      },
    });
  });

  it('have targets, by themselves and as parts of a metric', async () => {
    stage.at('2024-02-13T15:00:00Z');
    await stage.record('/v1/sales', sale('b2', 'bob', '2024-02-12', '40'));
    await stage.record('/v1/sales', sale('g1', undefined, '2024-02-13', '7'));
    // A line may go by a segment that is said in a line before.
    await stage.bulk([
      { type: 'SetSegment', data: { id: 'regular', title: 'Regular', rule: 'orders > 1' } },
      { type: 'SetTarget', data: { id: 't1', metric: 'revenue.net', ...FEBRUARY, value: '290', where: WHERE } },
      {
        type: 'SetTarget',
        data: { id: 't2', metric: 'orders', ...FEBRUARY, value: '29', where: { 'in:regular': ['yes'] } },
      },
    ]);
    const metrics = ['revenue.net', 'target', 'target.attainment'];
    const asked = { metrics, ...FEBRUARY, asOf: '2024-02-29' };
    expect((await stage.query({ ...asked, where: WHERE }))['totals']).toEqual({
      'revenue.net': '100',
      target: '290',
      'target.attainment': 100 / 290,
    });
    expect(await stage.rows({ ...asked, by: [IN] })).toMatchObject([
      { [IN]: 'no', 'revenue.net': '7', target: '0', 'target.attainment': null },
      { [IN]: 'yes', 'revenue.net': '100', target: '290', 'target.attainment': 100 / 290 },
    ]);
    const regular = { ...asked, metrics: ['orders', 'target'], where: { 'in:regular': ['yes'] } };
    expect((await stage.query(regular))['totals']).toEqual({ orders: 2, target: '29' });
    const attained = {
      metric: 'revenue.net',
      where: WHERE,
      window: 'month',
      condition: { attainment: { below: '0.5' } },
    };
    await define('attained', attained);
  });

  it('are parts that moved a figure, steps of a funnel, and files', async () => {
    stage.at('2024-03-04T09:00:00Z');
    const moved = await stage.get(`/v1/movers?metric=revenue.net&by=${IN}&period=last-month`);
    expect(moved).toMatchObject({ value: '107', previous: '210', change: '-103', overlap: '0' });
    expect(moved['parts']).toMatchObject([
      { part: 'no', value: '7', previous: '60', change: '-53' },
      { part: 'yes', value: '100', previous: '150', change: '-50' },
    ]);
    const steps = [
      { event: 'SaleRecorded', where: { [IN]: ['no'] } },
      { event: 'SaleRecorded', where: WHERE },
    ];
    const { total } = (await post('/v1/funnels', { steps, within: '60d' })) as {
      readonly total: { readonly cells: readonly object[] };
    };
    expect(total.cells).toMatchObject([{ customers: 1 }, { customers: 1, medianDays: 31 }]);
    const question = { metrics: ['revenue.net'], by: [IN], ...FEBRUARY };
    expect((await stage.file(question, 'csv')).toString().trim().split(/\r?\n/)).toEqual([
      expect.stringContaining(IN),
      'no,7',
      'yes,100',
    ]);
    const foretold = await post('/v1/forecasts', { metric: 'orders', by: IN, grain: 'day', horizon: 1, save: true });
    const { id } = foretold['saved'] as { readonly id: string };
    expect(foretold['parts']).toMatchObject([{ part: 'no' }, { part: 'yes' }]);
    stage.at('2024-03-05T09:00:00Z');
    expect(await stage.get(`/v1/forecasts/${id}/accuracy`)).toMatchObject({ parts: [{ part: 'no' }, { part: 'yes' }] });
  });

  it('explain a difference: what made customers members later is late, and another rule is a policy', async () => {
    const explain = async (question: object) => {
      const { a, b, parts } = (await post('/v1/explain', {
        metric: 'revenue.net',
        ...SINCE_JANUARY,
        where: WHERE,
        a: { asOf: '2024-01-31', knownAt: '2024-01-31' },
        ...question,
      })) as unknown as Explained & { readonly a: string; readonly b: string };
      const some = parts.filter(({ records }) => records.length > 0);
      return [a, b, ...some.map(({ part, change, records }) => [part, change, ...records.map(({ id }) => id)])];
    };
    expect(await explain({ b: {} })).toEqual(['150', '250', ['new', '100', 'sale-a2', 'sale-b2']]);
    // With 50 on 5 January Ada was good when she bought for 60 on the 10th.
    await stage.record('/v1/sales', sale('late', 'ada', '2024-01-05', '50'));
    const known = [
      ['new', '100', 'sale-a2', 'sale-b2'],
      ['late', '60', 'sale-a1'],
    ];
    expect(await explain({ b: {} })).toEqual(['150', '310', ...known]);
    stage.at('2024-03-06T09:00:00Z');
    const other = { title: 'Good', rule: 'revenue > money("150")' };
    stage.position = String((await stage.send('PUT', '/v1/segments/good', other)).body['position']);
    // Neither Ada's 110 nor Bob's 150 of January make them good any more; 170 and 190 do in February.
    expect(await explain({ b: {} })).toEqual(['150', '100', known[0], ['policies', '-150', 'sale-b1']]);
    expect(await explain({ b: { knownAt: '2024-03-05' } })).toEqual(['150', '310', ...known]);
    const toInstant = { b: { asOf: '2024-03-05T10:00:00Z', knownAt: '2024-03-05T10:00:00Z' } };
    expect(await explain(toInstant)).toEqual(['150', '310', ...known]);
    const fromInstant = { a: { asOf: '2024-01-31T23:00:00Z', knownAt: '2024-01-31T23:00:00Z' }, b: {} };
    expect(await explain(fromInstant)).toEqual(['150', '100', known[0], ['policies', '-150', 'sale-b1']]);
  });

  it('are refused by name where there is none', async () => {
    const where = { 'in:none': ['yes'] };
    const fields = async (method: string, path: string, body?: object) => {
      const answer = await stage.send(method, path, body);
      return [
        answer.status,
        (answer.body['errors'] as readonly { readonly field: string }[]).map(({ field }) => field),
      ];
    };
    const alert = { title: 'Odd', metric: 'orders', window: 'day', condition: { above: '1' } };
    expect(await fields('PUT', '/v1/alerts/odd', { ...alert, by: 'in:none' })).toEqual([400, ['by']]);
    expect(await fields('PUT', '/v1/alerts/odd', { ...alert, where })).toEqual([400, ['where.in:none']]);
    const target = { id: 't', metric: 'orders', ...FEBRUARY, value: '1', where };
    expect(await fields('POST', '/v1/targets', target)).toEqual([400, ['metric']]);
    expect(await fields('POST', '/v1/explain', { metric: 'orders', where, a: {}, b: {} })).toEqual([
      400,
      ['where.in:none'],
    ]);
    expect(await fields('GET', '/v1/movers?metric=orders&by=in:none')).toEqual([400, ['by']]);
    const steps = [{ event: 'SaleRecorded', where }, { event: 'SaleRecorded' }];
    expect(await fields('POST', '/v1/funnels', { steps })).toEqual([400, ['steps[0].where']]);
  });
});
