import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { sale, Stage } from './stage.js';

const PATH = '/v1/metrics/custom.net_per_order';
const NET = { metric: 'revenue.net' };
const ORDERS = { metric: 'orders' };
const WEB = { where: { channel: ['web'] } };
const DEFINED = {
  title: 'Net per order',
  definition: 'Net revenue by orders.',
  formula: { ratio: [NET, ORDERS] },
};

interface Told {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

describe('custom metrics', () => {
  let stage: Stage;
  let closed: unknown;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-03-01T10:00:00Z');
    const sold = [
      ['1', 'ada', '2024-01-10', '10', { region: 'north', channel: 'web' }],
      ['2', 'bob', '2024-01-20', '30', { region: 'south', channel: 'shop' }],
      ['3', 'ada', '2024-02-10', '5.5', { region: 'north', channel: 'shop' }],
    ] as const;
    for (const id of ['ada', 'bob']) await stage.record('/v1/customers', { id, registeredAt: '2024-01-01' });
    for (const [id, customer, day, price, more] of sold)
      await stage.record('/v1/sales', sale(id, customer, day, price, more));
    await stage.record('/v1/periods/2024-01/close', { id: 'before' });
    closed = await stage.get('/v1/periods/2024-01');
  });
  afterAll(() => stage.close());

  const put = async (path: string, body: object): Promise<Told> => {
    const told = await stage.send('PUT', path, body);
    if (told.status < 300) stage.position = String(told.body['position']);
    return told;
  };
  const totals = async (question: object): Promise<unknown> =>
    (await stage.query({ metrics: ['custom.net_per_order'], from: '2024-01-01', ...question }))['totals'];
  const wrong = async (formula: unknown): Promise<readonly unknown[]> => {
    const { status, body } = await put(PATH, { ...DEFINED, formula });
    const [{ field, detail } = { field: '', detail: '' }] = body['errors'] as { field: string; detail: string }[];
    return [status, body['code'], field, detail];
  };

  it('are not there before they are defined', async () => {
    expect(await stage.problem('POST', '/v1/query', { metrics: ['custom.net_per_order'] })).toBe('400 unknown-metric');
    expect(await stage.problem('GET', PATH)).toBe('404 not-found');
  });

  it('are asked like any other once they are', async () => {
    const { status, body } = await put(PATH, DEFINED);
    expect([status, body]).toEqual([201, { id: 'custom.net_per_order', version: 1, position: stage.position }]);
    const asked = { metrics: ['custom.net_per_order', 'orders'], by: ['region'], grain: 'month', from: '2024-01-01' };
    const { rows, columns, meta } = await stage.query({ ...asked, to: '2024-02-29' });
    expect(rows).toEqual([
      { month: '2024-01', region: 'north', 'custom.net_per_order': 10, orders: 1 },
      { month: '2024-01', region: 'south', 'custom.net_per_order': 30, orders: 1 },
      { month: '2024-02', region: 'north', 'custom.net_per_order': 5.5, orders: 1 },
      { month: '2024-02', region: 'south', 'custom.net_per_order': null, orders: 0 },
    ]);
    expect(columns).toContainEqual({ name: 'custom.net_per_order', type: 'number', unit: 'money' });
    expect(meta).toMatchObject({ definitions: { lifecycle: 'default', metrics: { 'custom.net_per_order': 1 } } });
    const csv = await fetch(`${stage.url}/v1/query?metrics=custom.net_per_order&by=region&from=2024-01-01&format=csv`);
    expect(await csv.text()).toBe('region,custom.net_per_order\r\nnorth,7.75\r\nsouth,30\r\n');
  });

  it('stand in the catalogue and among all figures', async () => {
    const { metrics } = (await stage.get('/v1/metrics')) as { metrics: Record<string, unknown>[] };
    expect(metrics.find(({ name }) => name === 'custom.net_per_order')).toMatchObject({
      title: 'Net per order',
      version: 1,
      kind: 'ratio',
      unit: 'money',
      type: 'number',
      additive: false,
      definition: 'Net revenue by orders.',
      dimensions: expect.arrayContaining(['region', 'channel', 'product']),
    });
    const { figures } = (await stage.get('/v1/figures?from=2024-01-01')) as { figures: Record<string, object[]> };
    expect(figures['']).toEqual([expect.objectContaining({ 'custom.net_per_order': 45.5 / 3 })]);
    expect(figures['region']).toContainEqual(expect.objectContaining({ region: 'south', 'custom.net_per_order': 30 }));
  });

  it('leave what was closed as it was, and what a closing has', async () => {
    expect(await stage.get('/v1/periods/2024-01')).toEqual(closed);
    const again = await stage.record('/v1/periods/2024-01/close', { id: 'after' });
    const { closings } = (await stage.get('/v1/periods/2024-01')) as { closings: { digest: string; number: number }[] };
    expect([again['id'], new Set(closings.map(({ digest }) => digest)).size, closings.length]).toEqual(['after', 1, 2]);
  });

  it('say each change from its recording on', async () => {
    stage.at('2024-03-05T10:00:00Z');
    const formula = {
      ratio: [
        { ...NET, ...WEB },
        { ...ORDERS, ...WEB },
      ],
    };
    expect((await put(PATH, { ...DEFINED, formula })).body['version']).toBe(2);
    expect((await put(PATH, { ...DEFINED, formula })).body['version']).toBe(2);
    const asKnown = async (clocks: object) => {
      const { totals: found, meta } = await stage.query({
        metrics: ['custom.net_per_order'],
        from: '2024-01-01',
        ...clocks,
      });
      const { definitions } = meta as { definitions: { metrics: unknown } };
      return [Object.values(found as object), definitions.metrics];
    };
    expect(await asKnown({})).toEqual([[10], { 'custom.net_per_order': 2 }]);
    for (const knownAt of ['2024-03-04', '2024-03-05T09:59:59Z'])
      expect(await asKnown({ knownAt })).toEqual([[45.5 / 3], { 'custom.net_per_order': 1 }]);
    expect(await asKnown({ knownAt: '2024-03-05' })).toEqual([[10], { 'custom.net_per_order': 2 }]);
    // What it means is not a thing of the day that is asked about.
    expect(await asKnown({ asOf: '2024-01-15' })).toEqual([[10], { 'custom.net_per_order': 2 }]);
    expect(await asKnown({ asOf: '2024-01-25T00:00:00Z' })).toEqual([[10], { 'custom.net_per_order': 2 }]);
    const early = { metrics: ['custom.net_per_order'], knownAt: '2024-02-28' };
    expect(await stage.problem('POST', '/v1/query', early)).toBe('400 unknown-metric');
    const { versions } = (await stage.get(`${PATH}/versions`)) as { versions: Record<string, unknown>[] };
    expect(versions.map(({ version, formula: said }) => [version, said])).toEqual([[1, DEFINED.formula], [2, formula]]); // prettier-ignore
  });

  it('are answered from a replay with what was defined by then', async () => {
    const { body } = await stage.send('POST', '/v1/replays', { knownAt: '2024-03-04' });
    const replay = String(body['id']);
    await until(async () => (await stage.get(`/v1/replays/${replay}`))['state'] === 'done');
    expect(await totals({ replay })).toEqual({ 'custom.net_per_order': 45.5 / 3 });
    const records = await stage.send('GET', `/v1/records?metric=custom.net_per_order&replay=${replay}`);
    expect(records.body['detail']).toContain('revenue.net and orders');
  });

  it('have records and explanations where they add up, and name what to ask for where they do not', async () => {
    const given = { title: 'Given', definition: 'Sold at a discount or given back.' };
    const formula = { sum: [NET, { metric: 'revenue.refunded' }] };
    expect((await put('/v1/metrics/custom.before_refunds', { ...given, formula })).status).toBe(201);
    const records = await stage.get('/v1/records?metric=custom.before_refunds&from=2024-01-01&where.region=north');
    expect([records['sum'], records['count'], records['unit']]).toEqual(['15.5', 2, 'money']);
    const why = { metric: 'custom.before_refunds', a: { asOf: '2024-01-31' }, b: { asOf: '2024-02-29' } };
    const { body } = await stage.send('POST', '/v1/explain', why);
    expect(body).toMatchObject({ a: '40', b: '45.5', change: '5.5' });
    expect(body['definitions']).toMatchObject({ b: { metrics: { 'custom.before_refunds': 1 } } });
    const { body: none } = await stage.send('GET', '/v1/records?metric=custom.net_per_order');
    expect(none).toMatchObject({ code: 'unknown-metric', detail: expect.stringContaining('revenue.net and orders') });
    expect(await stage.problem('GET', '/v1/records?metric=custom.none')).toBe('400 unknown-metric');
    const before = { ...why, b: { asOf: '2024-02-29', knownAt: '2024-03-01' } };
    expect(await stage.problem('POST', '/v1/explain', before)).toBe('400 unknown-metric');
  });

  it('are made of each other, but not in circles, and not so that one loses its meaning', async () => {
    const double = {
      ...DEFINED,
      formula: { sum: [{ metric: 'custom.net_per_order' }, { metric: 'custom.net_per_order' }] },
    };
    expect((await put('/v1/metrics/custom.double', double)).status).toBe(201);
    expect(await totals({ metrics: ['custom.double'] })).toEqual({ 'custom.double': 20 });
    expect(await wrong({ difference: [{ metric: 'custom.double' }, { metric: 'custom.double' }] })).toEqual([
      400,
      'invalid-request',
      'formula.difference[0].metric',
      expect.stringContaining('custom.net_per_order -> custom.double -> custom.net_per_order'),
    ]);
    const deeper = { ratio: [{ sum: [{ sum: [NET] }] }, ORDERS] };
    const [, , field, detail] = await wrong(deeper);
    expect([field, detail]).toEqual(['formula', expect.stringContaining('custom.double')]);
  });

  it.each([
    [{ ratio: [NET, { metric: 'nonsense' }] }, 'formula.ratio[1].metric'],
    [{ sum: [NET, ORDERS] }, 'formula.sum[1]'],
    [{ sum: [NET, { metric: 'orders', where: { hue: 'red' } }] }, 'formula.sum[1].where.hue'],
    [{ sum: [{ sum: [{ sum: [{ sum: [NET] }] }] }] }, 'formula.sum[0].sum[0].sum[0].sum[0]'],
    [{ per: [NET, 'hours'] }, 'formula.per'],
    ['revenue.net', 'formula'],
    [{ metric: 'target' }, 'formula.metric'],
    [{ metric: 'revenue.unconverted' }, 'formula.metric'],
  ])('are refused as %j, naming the part', async (formula, field) => {
    expect((await wrong(formula)).slice(0, 3)).toEqual([400, 'invalid-request', field]);
  });

  it.each(['orders', 'custom', 'custom.', 'custom.a b', 'custom.x.previous', `custom.${'x'.repeat(100)}`])(
    'are not called %s',
    async (name) => expect((await put(`/v1/metrics/${name}`, DEFINED)).status).toBe(400),
  );

  it('are in saved questions, and in the lines of bulk after the one that defines them', async () => {
    const question = { title: 'Mean', question: { metrics: ['custom.net_per_order'] }, chart: { kind: 'line' } };
    expect((await put('/v1/questions/mean', question)).status).toBe(201);
    const unknown = { ...question, question: { metrics: ['custom.none'] } };
    expect((await put('/v1/questions/none', unknown)).body['code']).toBe('unknown-metric');
    await stage.bulk([{ type: 'SetCustomMetric', data: { id: 'custom.bulk', ...DEFINED } }]);
    expect(await totals({ metrics: ['custom.bulk'] })).toEqual({ 'custom.bulk': 45.5 / 3 });
  });

  it('are the same after the read models were made anew', async () => {
    const before = [await totals({}), await stage.get('/v1/metrics'), await stage.get(`${PATH}/versions`)];
    await stage.stop();
    await stage.start();
    expect([await totals({}), await stage.get('/v1/metrics'), await stage.get(`${PATH}/versions`)]).toEqual(before);
  });

  it('are retired, and asked for as known before all the same', async () => {
    stage.at('2024-03-10T10:00:00Z');
    const gone = await stage.send('DELETE', PATH);
    expect([gone.status, gone.body['version']]).toEqual([200, 3]);
    stage.position = String(gone.body['position']);
    await stage.get('/v1/metrics');
    expect(await stage.problem('POST', '/v1/query', { metrics: ['custom.net_per_order'] })).toBe('400 unknown-metric');
    expect(await stage.problem('GET', PATH)).toBe('404 not-found');
    expect(await totals({ knownAt: '2024-03-09' })).toEqual({ 'custom.net_per_order': 10 });
    const { body } = await stage.send('POST', '/v1/query', { metrics: ['custom.double'] });
    expect(body).toMatchObject({ code: 'unknown-metric', detail: expect.stringContaining('custom.net_per_order') });
  });
});
