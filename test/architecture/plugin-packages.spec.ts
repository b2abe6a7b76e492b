import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cases } from '#testing/night.js';
import { Receiver } from '#testing/receiver.js';
import { until } from '../processes/until.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';
import { itSendsThroughItsChannels } from './wallet-cases.js';
import { builtElsewhere, installedIn, interfaceIn, transpiledTo } from './packaged.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const ON = { occurredAt: '2024-03-05' };

describe('plug-ins that are packages', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let home: string;
  let server: Server;
  let receiver: Receiver;
  const start = (plugins: string) => {
    const env = { TALLY_PLUGINS: plugins, TALLY_WEBHOOK_ALLOW: receiver.place };
    return Server.start(join(scratch.folder, 'data'), env, home);
  };
  const totals = async (metric: string, more: object = {}): Promise<unknown> => {
    const { tail: position } = await server.get('/v1/log?limit=1');
    const { body } = await server.post('/v1/query', { metrics: [metric], position, ...more });
    return (body['totals'] as Record<string, unknown> | undefined)?.[metric] ?? body;
  };
  const asOf = { asOf: '2024-03-31' };

  beforeAll(async () => {
    scratch = await scratchFolder();
    receiver = await Receiver.start();
    home = join(scratch.folder, 'home');
    const against = await interfaceIn(scratch.folder);
    const others = cases({ day: 0, night: 1 });
    const packages = ['test/examples/loyalty', 'infra/plugins/browsing'].slice(0, 1 + others);
    const tarballs: string[] = [];
    for (const source of packages) tarballs.push(await builtElsewhere(source, against, scratch.folder));
    await installedIn(home, tarballs);
    // One is built and checked as a stranger's for every change: to check takes most of the time.
    if (others === 0) await transpiledTo(home, 'infra/plugins/browsing');
    // A package of plain JavaScript, which needs no build.
    const thrower = join(home, 'node_modules/thrower');
    await mkdir(thrower);
    await cp(join(ROOT, 'test/architecture/plugins/thrower.mjs'), join(thrower, 'index.mjs'));
    await writeFile(join(thrower, 'package.json'), JSON.stringify({ name: 'thrower', exports: './index.mjs' }));
    // By its path, as good as by its name.
    server = await start(`${join(home, 'node_modules/tallybook-loyalty')}, tallybook-browsing, thrower`);
    for (const id of ['ada', 'bob', 'eve'])
      await server.post('/v1/customers', { id, registeredAt: '2024-01-01', region: id === 'eve' ? 'south' : 'north' });
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '2000.50' }];
    await server.post('/v1/sales', { id: 's1', customerId: 'ada', occurredAt: '2024-03-01', lines });
    await server.post('/v1/loyalty/bob/earn', { ...ON, id: 'e1', points: 120, reason: 'welcome' });
    await server.post('/v1/loyalty/eve/earn', { ...ON, id: 'e1', points: 30 });
    await until(async () => (await totals('loyalty.earned', asOf)) === 2_150);
  });
  afterAll(async () => {
    await server.stop();
    await receiver.stop();
    await scratch.remove();
  });

  it('has what it was built to in it, and nothing of Tallybook', async () => {
    const files = await readdir(join(home, 'node_modules/tallybook-loyalty'), { recursive: true });
    expect(files.filter((file) => !file.startsWith('dist')).sort()).toEqual(['README.md', 'package.json']);
    expect(await readdir(join(home, 'node_modules'))).toEqual(
      expect.not.arrayContaining(['@tallybook', 'typebox', 'typescript']),
    );
  });

  it('records by its own rules, once', async () => {
    const spent = { occurredAt: '2024-03-20', id: 'x1', points: 500 };
    expect((await server.post('/v1/loyalty/ada/spend', spent)).status).toBe(201);
    expect((await server.post('/v1/loyalty/ada/spend', spent)).body).toMatchObject({ id: 'x1', duplicate: true });
    const other = await server.post('/v1/loyalty/ada/spend', { ...spent, points: 501 });
    expect([other.status, other.body['code'], other.body['errors']]).toMatchObject([
      409,
      'id-conflict',
      [{ field: 'points' }],
    ]);
    const refused = await server.post('/v1/loyalty/ada/spend', { ...spent, id: 'x2', points: 1_501 });
    expect([refused.status, refused.body['code'], refused.body['detail']]).toEqual([
      422,
      'plugin-refused',
      'ada has 1500 points: spend no more than that',
    ]);
    const unknown = await server.post('/v1/loyalty/nobody/earn', { ...ON, id: 'x3', points: 1 });
    expect([unknown.status, unknown.body['code']]).toEqual([422, 'customer-unknown']);
    const wrong = await server.post('/v1/loyalty/ada/earn', { ...ON, id: 'x4', points: 1.5 });
    expect([wrong.status, wrong.body['errors']]).toMatchObject([400, [{ field: 'points' }]]);
  });

  it('has figures by what its customers are, on both clocks', async () => {
    expect(await server.rows({ metrics: ['loyalty.balance'], by: ['tier'], ...asOf })).toEqual([
      { tier: 'high', 'loyalty.balance': 1_500 },
      { tier: 'low', 'loyalty.balance': 150 },
    ]);
    expect(await totals('loyalty.balance', { asOf: '2024-03-19' })).toBe(2_150);
    expect(await totals('loyalty.balance', { ...asOf, knownAt: '2024-03-31' })).toBe(0);
    expect(await server.rows({ metrics: ['loyalty.earned'], by: ['reason'], ...asOf })).toEqual([
      { reason: '', 'loyalty.earned': 30 },
      { reason: 'sale', 'loyalty.earned': 2_000 },
      { reason: 'welcome', 'loyalty.earned': 120 },
    ]);
  });

  it('goes with its customer from region to region', async () => {
    await server.send('PATCH', '/v1/customers/bob', { id: 'm1', effectiveAt: '2024-03-10', region: 'south' });
    await totals('loyalty.balance');
    expect(await server.rows({ metrics: ['loyalty.balance'], by: ['region'], asOf: '2024-03-09' })).toEqual([
      { region: 'north', 'loyalty.balance': 2_120 },
      { region: 'south', 'loyalty.balance': 30 },
    ]);
    expect(await server.rows({ metrics: ['loyalty.balance'], by: ['region'], asOf: '2024-03-10' })).toEqual([
      { region: 'north', 'loyalty.balance': 2_000 },
      { region: 'south', 'loyalty.balance': 150 },
    ]);
  });

  it('is shown, behind its figures and by itself, and says why they changed', async () => {
    expect(await server.get('/v1/loyalty/ada')).toMatchObject({ earned: 2_000, spent: 500, balance: 1_500 });
    const records = await server.get('/v1/records?metric=loyalty.balance&asOf=2024-03-31');
    expect(records).toMatchObject({ count: 3, sum: 1_650 });
    const [a, b] = [{ asOf: '2024-03-19' }, { asOf: '2024-03-31' }];
    const explained = await server.post('/v1/explain', { metric: 'loyalty.balance', a, b });
    expect(explained.body).toMatchObject({ a: 2_150, b: 1_650, change: -500 });
    const { events } = await server.get('/v1/log?stream=loyalty-ada');
    expect(events).toMatchObject([{ type: 'loyalty.PointsEarned' }, { type: 'loyalty.PointsSpent', key: 'ada' }]);
  });

  it('is described, and in the catalogue that the page shows', async () => {
    const { paths } = await server.get('/openapi.json');
    expect(paths).toMatchObject({
      '/v1/loyalty/{id}': { get: { summary: 'The points of a customer' } },
      '/v1/loyalty/{id}/earn': { post: { summary: 'A customer earns points' } },
    });
    const { metrics } = (await server.get('/v1/metrics')) as { metrics: { name: string; definition: string }[] };
    expect(metrics.find(({ name }) => name === 'loyalty.balance')?.definition).toMatch(/^Points that customers have/);
  });

  it('is closed with its month, imported, watched and replayed', async () => {
    expect((await server.post('/v1/periods/2024-03/close', { id: 'q1' })).status).toBe(201);
    const file = join(scratch.folder, 'points.ndjson');
    const data = { id: 'i1', customerId: 'eve', points: 5, occurredAt: '2024-03-30' };
    await writeFile(file, `${JSON.stringify({ type: 'EarnPoints', data })}\n`);
    expect((await tally(['import', file, '--url', server.url])).code).toBe(0);
    expect(await totals('loyalty.balance', asOf)).toBe(1_655);
    const later = await server.get('/v1/periods/2024-03/restatements');
    expect(later['facts']).toMatchObject([{ type: 'loyalty.PointsEarned', effect: { 'loyalty.earned': 5 } }]);
    const { tail } = await server.get('/v1/log?limit=1');
    const { body } = await server.post('/v1/replays', { knownAt: String(tail) });
    expect(await totals('loyalty.balance', { ...asOf, replay: String(body['id']) })).toBe(1_655);
  });

  it('has files of its own kind imported by the columns they have', async () => {
    const file = join(scratch.folder, 'stamps.csv');
    await writeFile(file, 'Card,Day,Stamps\neve,2024-04-02,2\neve,2024-04-02,1\n');
    const suggested = await fetch(`${server.url}/v1/imports?name=stamps.csv`, {
      method: 'POST',
      body: await readFile(file),
    });
    const { id } = (await suggested.json()) as { id: string };
    await until(async () => (await server.get(`/v1/imports/${id}`))['state'] === 'unmapped');
    expect((await server.get(`/v1/imports/${id}`))['suggestion']).toMatchObject({ preset: 'loyalty.stamps' });
    const { presets } = await server.get('/v1/imports/presets');
    expect(presets).toContainEqual(
      expect.objectContaining({ name: 'loyalty.stamps', needs: ['Card', 'Day', 'Stamps'] }),
    );
    const env = { TALLY_PLUGINS: join(home, 'node_modules/tallybook-loyalty') };
    expect(await tally(['import', file, '--url', server.url], env)).toMatchObject({ code: 0 });
    expect(await totals('loyalty.earned', { from: '2024-04-02', to: '2024-04-02' })).toBe(3);
  });

  it('draws its own kinds of charts, on pages and in files', async () => {
    const question = { metrics: ['loyalty.balance'], by: ['tier'], ...asOf };
    const ladder = { title: 'Ladder', question, chart: { kind: 'loyalty.ladder' } };
    expect((await server.send('PUT', '/v1/questions/ladder', ladder)).status).toBe(201);
    const { tail } = await server.get('/v1/log?limit=1');
    const drawn = await fetch(`${server.url}/v1/questions/ladder/chart.svg?position=${String(tail)}`);
    const svg = await drawn.text();
    expect([drawn.status, svg]).toEqual([200, expect.stringContaining('<desc>Ladder: Ladder')]);
    expect(['>high<', '>1,500<', '>low<', '>155<'].filter((text) => !svg.includes(text))).toEqual([]);
    const wrong = { ...ladder, chart: { kind: 'loyalty.spiral' } };
    const refused = await server.send('PUT', '/v1/questions/spiral', wrong);
    expect([refused.status, refused.body['errors']]).toMatchObject([400, [{ field: 'chart.kind' }]]);
    const page = await (await fetch(server.url)).text();
    expect(page).toContain('/chart-kinds/loyalty.ladder.js');
    const module = await fetch(`${server.url}/chart-kinds/loyalty.ladder.js`);
    expect([module.status, module.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  itSendsThroughItsChannels(() => ({ server, receiver }));

  it('says who looked, and what it does to the past that a visitor becomes known', async () => {
    const view = (id: string, day: string, who: object, page = '/tea') =>
      server.post('/v1/views', { id, occurredAt: `2024-02-${day}T10:00:00Z`, page, product: 'tea', ...who });
    for (const [id, day, who] of [
      ['v1', '10', { visitor: 'cookie' }],
      ['v2', '10', { visitor: 'cookie' }],
      ['v3', '10', { visitor: 'phone' }],
      ['v4', '12', { customerId: 'ada' }],
      ['v5', '12', { visitor: 'stranger' }],
    ] as const)
      expect((await view(id, day, who)).status).toBe(201);
    expect((await view('v6', '12', {})).body['code']).toBe('invalid-request');
    expect((await view('v6', '12', { customerId: 'nobody' })).body['code']).toBe('customer-unknown');
    const february = { from: '2024-02-01', to: '2024-02-29' };
    expect([await totals('views', february), await totals('viewers', february)]).toEqual([5, 4]);
    const { tail: before } = await server.get('/v1/log?limit=1');
    const firstView = async (more = '') => {
      const { tail: position } = await server.get('/v1/log?limit=1');
      return server.get(`/v1/first-views?to=2024-03-01&position=${String(position)}${more}`);
    };
    expect(await firstView()).toMatchObject({ buyers: 1, viewedBefore: 1, customers: [{ firstView: '2024-02-12' }] });

    for (const visitor of ['cookie', 'phone'])
      expect((await server.post(`/v1/visitors/${visitor}/identify`, { customerId: 'ada' })).status).toBe(201);
    const again = await server.post('/v1/visitors/cookie/identify', { customerId: 'bob' });
    expect([again.status, again.body['code']]).toEqual([409, 'id-conflict']);
    // What it looks at later is the customer's, on whatever day.
    await view('v7', '01', { visitor: 'phone' }, '/');
    expect([await totals('views', february), await totals('viewers', february)]).toEqual([6, 2]);
    const parts = { metrics: ['views', 'viewers'], by: ['viewer'], ...february };
    expect(await server.rows(parts)).toEqual([
      { viewer: 'anonymous', views: 1, viewers: 1 },
      { viewer: 'known', views: 5, viewers: 1 },
    ]);
    expect(await firstView('&customerId=ada')).toMatchObject({
      buyers: 1,
      viewedBefore: 1,
      medianDays: 29,
      customers: [
        { id: 'ada', firstView: '2024-02-01', lastViewBefore: '2024-02-12', firstPurchase: '2024-03-01', days: 29 },
      ],
    });
    // As known before it is what it was.
    const { body } = await server.post('/v1/replays', { knownAt: String(before) });
    expect(await totals('viewers', { ...february, replay: String(body['id']) })).toBe(4);
    const records = await server.get('/v1/records?metric=views&from=2024-02-01&to=2024-02-29');
    expect(records).toMatchObject({ count: 2, sum: 6 });
  });

  it('parks what it throws at, says why, and everybody else goes on', async () => {
    for (const where of ['facts', 'fold', 'series', 'measures', 'nowhere']) {
      expect((await server.post('/v1/customers', { id: where, registeredAt: '2024-01-01' })).status).toBe(201);
      expect((await server.post('/v1/throws', { id: where, customerId: where, where })).status).toBe(201);
      await server.post(`/v1/loyalty/${where}/earn`, { ...ON, id: 'e1', points: 1 });
    }
    await server.post('/v1/loyalty/eve/earn', { ...ON, id: 'e2', points: 7 });
    // Of those it threw at, what came after waits too.
    expect(await totals('loyalty.balance', asOf)).toBe(1_655 + 1 + 7);
    expect(await totals('throws')).toBe(1);
    const reasons: Record<string, unknown> = {};
    for (const where of ['facts', 'fold', 'series', 'measures', 'nowhere'])
      reasons[where] = ((await server.get(`/v1/customers/${where}`))['stale'] as { reason?: string } | undefined)
        ?.reason;
    expect(reasons).toEqual({
      facts: 'the plug-in thrower cannot read it: thrown by its facts',
      fold: 'the plug-in thrower cannot fold it: thrown by its fold',
      series: 'the plug-in thrower cannot read it: sales is no series of its own',
      measures: 'the plug-in thrower cannot read it: a fact of throws has 0 dimensions and 1 measures, not 0 and 2',
      nowhere: undefined,
    });
    const decided = await server.post('/v1/throws', { id: 'd', customerId: 'ada', where: 'decide' });
    const read = await server.send('GET', '/v1/throws/nowhere');
    expect([decided.status, read.status]).toEqual([500, 500]);
    // Its reaction throws at each of these: that of the other goes on.
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '10' }];
    await server.post('/v1/sales', { id: 's2', customerId: 'eve', occurredAt: '2024-03-01', lines });
    await until(async () => (await totals('loyalty.balance', asOf)) === 1_655 + 1 + 7 + 10);
  });
});
