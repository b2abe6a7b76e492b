import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NorthBook } from './north-book.js';

const LEDGER = ['opening', 'new', 'reactivated', 'lost', 'transferred', 'closing'].map((name) => `customers.${name}`);
/** What is made of nothing but what a key sees. */
const OPEN = [
  'get /v1/cohorts',
  'get /v1/conversion',
  'get /v1/customers',
  'get /v1/customers/{id}',
  'get /v1/customers/{id}/timeline',
  'get /v1/dashboards',
  'get /v1/dashboards/{id}',
  'get /v1/dashboards/{id}/answer',
  'get /v1/dimensions/{name}',
  'get /v1/figures',
  'get /v1/interactions/{id}',
  'get /v1/live',
  'get /v1/metrics',
  'get /v1/opportunities/{id}',
  'get /v1/overdue',
  'get /v1/periods',
  'get /v1/periods/{period}',
  'get /v1/query',
  'get /v1/questions',
  'get /v1/questions/{id}',
  'get /v1/questions/{id}/answer',
  'get /v1/questions/{id}/chart.png',
  'get /v1/questions/{id}/chart.svg',
  'get /v1/records',
  'get /v1/rfm',
  'get /v1/sales/{id}',
  'get /v1/subscriptions/{id}',
  'post /v1/customers/search',
  'post /v1/explain',
  'post /v1/forecasts',
  'post /v1/funnels',
  'post /v1/query',
];

describe('access, contract test 21: whoever sees the north only', () => {
  const book = new NorthBook();
  const { guarded } = book;
  const send = (method: string, path: string, body: object) => book.send(method, path, body);
  const ask = (key: string, question: object) => book.ask(key, question);
  const outcome = (path: string) => guarded.outcome('GET', path, { key: north });
  let admin: string;
  let north: string;

  beforeAll(async () => {
    await book.start();
    ({ admin, north } = book);
  });
  afterAll(() => guarded.stage.close());

  it('sees a customer leave for the south as transferred, and nothing of what happens there', async () => {
    const question = { metrics: [...LEDGER, 'revenue.net', 'orders'], from: '2024-02-01', to: '2024-02-29' };
    const { status, body } = await ask(north, question);
    expect([status, body['rows']]).toEqual([
      200,
      [
        {
          'customers.opening': 2,
          'customers.new': 0,
          'customers.reactivated': 0,
          'customers.lost': 0,
          'customers.transferred': -1,
          'customers.closing': 1,
          'revenue.net': '0',
          orders: 0,
        },
      ],
    ]);
    const byRegion = await ask(north, { ...question, metrics: ['customers.transferred', 'orders'], by: ['region'] });
    expect(byRegion.body['rows']).toEqual([{ region: 'north', 'customers.transferred': -1, orders: 0 }]);
    expect((await ask(admin, { ...question, metrics: ['orders'] })).body['totals']).toEqual({ orders: 1 });
  });

  it('is told of the first day, and of values, of the north, and limits it further at most', async () => {
    const months = await ask(north, { metrics: ['orders'], grain: 'week' });
    expect((months.body['rows'] as readonly object[])[0]).toEqual({ week: '2024-W01', orders: 0 });
    const south = await ask(north, { metrics: ['orders'], where: { region: ['south'] }, from: '2024-01-01' });
    expect(south.body).toMatchObject({ totals: { orders: 0 }, meta: { unknownValues: { region: ['south'] } } });
    const both = await ask(north, { metrics: ['orders'], where: { region: ['south', 'north'] }, from: '2024-01-01' });
    expect(both.body).toMatchObject({ totals: { orders: 2 }, meta: { unknownValues: { region: ['south'] } } });
    const file = await guarded.ask('GET', '/v1/query?metrics=orders&by=region&format=csv', { key: north });
    expect([file.status, file.text.trim().split(/\r?\n/)]).toEqual([200, [expect.any(String), 'north,2']]);
  });

  it('narrows nobody by what is no dimension, and gives no right to what is nobody', async () => {
    const detail = async (path: string, body: object) => {
      const answer = await guarded.ask('POST', path, { key: admin, body });
      return `${String(answer.status)} ${String(answer.body['detail'])}`;
    };
    const rows = { regoin: ['north'] };
    const issued = await detail('/v1/keys', { id: 'slip', name: 'x', scopes: ['read'], rows });
    expect(issued).toMatch(/^400 rows\.regoin is no dimension: possible are .*region/);
    const given = { id: 'slip', principal: 'key:ann', role: 'analyst' };
    expect(await detail('/v1/grants', { ...given, rows })).toMatch(/^400 rows\.regoin is no dimension/);
    const nobody = '400 principal must be key:<id> or person:<subject>, not "ann"';
    expect(await detail('/v1/grants', { ...given, principal: 'ann' })).toBe(nobody);
    expect(await detail('/v1/quotas', { principal: 'ann', facts: 1 })).toBe(nobody);
  });

  it('is told which metrics there are for it, and what another one lacks', async () => {
    const { body } = await guarded.ask('GET', '/v1/metrics', { key: north });
    const names = (body['metrics'] as readonly { readonly name: string }[]).map(({ name }) => name);
    expect(names).toContain('orders');
    expect([names.includes('customers.moves'), body['system']]).toEqual([true, []]);
    const product = await guarded.issue({ id: 'tea', name: 'x', scopes: ['read'], rows: { product: ['tea'] } });
    expect((await ask(product, { metrics: ['units'] })).body['totals']).toEqual({ units: '4' });
    const refused = await ask(product, { metrics: ['units', 'customers.total'] });
    expect([refused.status, refused.body]).toEqual([
      403,
      expect.objectContaining({
        code: 'restricted',
        detail: expect.stringMatching(/^customers\.total does not go by product, .*those that do are .*\bunits\b/),
      }),
    ]);
    const nobody = await guarded.issue({ id: 'who', name: 'x', scopes: ['read'], rows: { salesperson: ['$me'] } });
    expect((await ask(nobody, { metrics: ['orders'] })).body).toMatchObject({ code: 'restricted' });
  });

  it('counts no facts by their positions, and waits for its own', async () => {
    const sale = {
      id: 's-5',
      occurredAt: '2024-02-21',
      region: 'north',
      lines: [{ product: 'tea', quantity: 1, unitPrice: '1' }],
    };
    const recorded = await guarded.ask('POST', '/v1/sales', { key: north, body: sale });
    const token = String(recorded.body['position']);
    expect([recorded.status, token]).toEqual([201, expect.stringMatching(/^p[\w-]{59}$/)]);
    const answer = await guarded.ask('POST', '/v1/query', {
      key: north,
      body: { metrics: ['orders'], from: '2024-02-01', position: token },
    });
    expect(answer.body).toMatchObject({ totals: { orders: 1 }, meta: { position: token } });
    expect((await guarded.ask('GET', '/v1/me', { key: north })).body['position']).toBe(token);
    const lines = [{ type: 'RecordSale', data: sale }];
    expect((await guarded.ask('POST', '/v1/bulk', { key: north, lines })).body).toMatchObject({
      duplicates: 1,
      position: token,
    });
    for (const said of ['1', '100000', `${token.slice(0, -2)}xx`])
      expect(await outcome(`/v1/metrics?position=${said}`)).toBe('400 invalid-request');
    expect(await guarded.outcome('GET', `/v1/metrics?position=${token}`, { key: admin })).toBe('200');
  });

  it('is shown lists, records, all figures and what is kept under a name of the north', async () => {
    const get = async (path: string, key = north) => (await guarded.ask('GET', path, { key })).body;
    expect(await get('/v1/records?metric=orders&to=2024-02-20')).toMatchObject({
      count: 2,
      sum: 2,
      records: [
        { id: 's-1', customerId: 'ada', occurredAt: '2024-01-20T00:00:00.000Z' },
        { id: 's-2', customerId: 'cleo' },
      ],
    });
    const file = await guarded.ask('GET', '/v1/records?metric=orders&to=2024-02-20&format=csv', { key: north });
    expect(
      file.text
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(',')[1]),
    ).toEqual(['id', 's-1', 's-2']);
    const figures = await get('/v1/figures');
    expect(figures).toMatchObject({ digest: null, position: expect.stringMatching(/^p/) });
    expect((figures['figures'] as Record<string, unknown>)['region']).toHaveLength(1);
    expect(await get('/v1/dimensions/region')).toEqual({ name: 'region', values: ['north'] });
    expect(await get('/v1/cohorts')).toMatchObject({
      position: expect.stringMatching(/^p/),
      cohorts: [{ cohort: '2024-01', size: 2 }],
    });
    // Who has left for the south is seen no more.
    expect(await get('/v1/rfm')).toMatchObject({ customers: 1 });
    await send('PUT', '/v1/questions/orders', {
      title: 'Orders',
      question: { metrics: ['orders'], to: '2024-02-20' },
      chart: { kind: 'kpi' },
    });
    await send('PUT', '/v1/dashboards/all', { title: 'All', tiles: [{ question: 'orders', width: 4, height: 4 }] });
    await guarded.ask('GET', `/v1/metrics?position=${book.position}`, { key: admin });
    expect(await get('/v1/questions/orders')).toMatchObject({ title: 'Orders', position: expect.stringMatching(/^p/) });
    expect(await get('/v1/questions/orders/answer')).toMatchObject({ totals: { orders: 2 } });
    expect(await get('/v1/questions/orders/answer', admin)).toMatchObject({ totals: { orders: 4 } });
    expect(await get('/v1/dashboards/all/answer')).toMatchObject({ tiles: [{ answer: { totals: { orders: 2 } } }] });
    const shop = await guarded.issue({
      id: 'shop',
      name: 'x',
      scopes: ['read', 'read:records'],
      rows: { channel: ['shop'] },
    });
    for (const path of ['/v1/cohorts', '/v1/rfm', '/v1/overdue'])
      expect(await guarded.outcome('GET', path, { key: shop })).toBe('403 restricted');
  });

  it('is told nothing of few customers, alone or of what it sees', async () => {
    const north = { region: ['north'] };
    const groups = { name: 'x', scopes: ['read', 'read:records'] };
    const two = await guarded.issue({ ...groups, id: 'two', rows: north, minGroup: 2 });
    const all = await guarded.issue({ ...groups, id: 'three', minGroup: 3 });
    const january = { metrics: ['orders', 'customers.buyers'], from: '2024-01-01', to: '2024-01-31' };
    const answer = await ask(two, january);
    expect(answer.body).toMatchObject({ totals: { orders: 2, 'customers.buyers': 2 }, meta: { suppressed: 0 } });
    expect((answer.body['meta'] as { position: string }).position).toMatch(/^p/);
    const february = await ask(two, { ...january, from: '2024-02-01', to: '2024-02-29' });
    expect(february.body).toMatchObject({ totals: { orders: null }, meta: { suppressed: 4 } });
    const byRegion = await ask(all, { metrics: ['orders'], by: ['region'], to: '2024-02-20' });
    expect(byRegion.body).toMatchObject({
      rows: [
        { region: 'north', orders: null },
        { region: 'south', orders: null },
      ],
      totals: { orders: 4 },
      meta: { suppressed: 2 },
    });
    const file = await guarded.ask('GET', '/v1/query?metrics=orders&by=region&to=2024-02-20&format=csv', { key: all });
    expect(file.text.trim().split(/\r?\n/).slice(1)).toEqual(['north,', 'south,']);
    expect(await guarded.outcome('GET', '/v1/metrics', { key: all })).toBe('200');
    const figures = (await guarded.ask('GET', '/v1/figures?to=2024-02-20', { key: all })).body['figures'];
    expect(figures).toMatchObject({ '': [{ orders: 4 }], region: [{ orders: null }, { orders: null }] });
    expect(await guarded.outcome('GET', '/v1/dimensions/region', { key: all })).toBe('200');
    for (const path of ['/v1/customers', '/v1/records?metric=orders', '/v1/overdue'])
      expect(await guarded.outcome('GET', path, { key: all })).toBe('403 restricted');
    const foretold = { metric: 'orders', grain: 'month', horizon: 1, asOf: '2024-02-29', method: 'naive' };
    const foresee = (more: object) =>
      guarded.ask('POST', '/v1/forecasts', { key: two, body: { ...foretold, ...more } });
    // One who buys in February is hidden, and so is January: together with the sum it would tell of them.
    expect((await foresee({})).body).toMatchObject({ history: [] });
    const before = await foresee({ asOf: '2024-01-31' });
    expect(before.body).toMatchObject({ history: [{ bucket: '2024-01', value: 2 }] });
    for (const more of [{ by: 'region' }, { save: true }, { method: 'pipeline', metric: 'opportunities.won_value' }])
      expect([more, (await foresee(more)).body]).toMatchObject([more, { code: 'restricted' }]);
    // Who came in January did not buy in the north again.
    const cohorts = await guarded.ask('GET', '/v1/cohorts?asOf=2024-02-29', { key: two });
    expect(cohorts.body).toMatchObject({ cohorts: [{ size: 2, cells: [{ value: 2, rate: 1 }, { value: null }] }] });
    const rfm = await guarded.ask('GET', '/v1/rfm', { key: two });
    expect(rfm.body).toMatchObject({ customers: null, thresholds: { recency: [] }, cells: [{ customers: null }] });
    const steps = [{ event: 'CustomerRegistered' }, { event: 'SaleRecorded' }];
    const way = await guarded.ask('POST', '/v1/funnels', { key: all, body: { steps } });
    expect([way.status, way.body]).toEqual([200, expect.objectContaining({ suppressed: expect.any(Number) })]);
    expect((await ask(all, { metrics: ['orders'], asOf: '2024-02-01T10:00:00Z' })).body).toMatchObject({
      code: 'restricted',
    });
  });

  it('is refused whatever is not made of what it sees', async () => {
    const { body } = await guarded.ask('GET', '/openapi.json', { key: admin });
    const paths = body['paths'] as Readonly<
      Record<string, Readonly<Record<string, { 'x-needs'?: readonly string[] }>>>
    >;
    const shown: string[] = [];
    for (const [route, item] of Object.entries(paths))
      for (const [method, { 'x-needs': needs = [] }] of Object.entries(item)) {
        if (
          needs.some((need) => ['none', 'any', 'emit', 'metrics', 'admin'].includes(need) || need.startsWith('emit:'))
        )
          continue;
        const found = await guarded.outcome(method.toUpperCase(), route.replace(/\{\w+\}/g, 'ada'), { key: north });
        if (found !== '403 restricted') shown.push(`${method} ${route}`);
      }
    expect(shown.sort()).toEqual(OPEN);
    const instant = { metrics: ['orders'], asOf: '2024-02-01T10:00:00Z' };
    expect((await ask(north, instant)).body).toMatchObject({ code: 'restricted' });
    const bySegment = { metrics: ['orders'], by: ['in:any'] };
    expect((await ask(north, bySegment)).body).toMatchObject({ code: 'restricted' });
    const steps = [{ event: 'SaleRecorded', where: { 'in:any': ['yes'] } }, { event: 'SaleRecorded' }];
    expect(await guarded.outcome('POST', '/v1/funnels', { key: north, body: { steps } })).toBe('403 restricted');
    const small = await guarded.issue({
      id: 'small',
      name: 'x',
      scopes: ['read', 'read:records'],
      rows: { region: ['north'] },
      minGroup: 5,
    });
    expect(await guarded.outcome('GET', '/v1/records?metric=orders', { key: small })).toBe('403 restricted');
  });
});
