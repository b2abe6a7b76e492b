import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Guarded } from './guarded.js';

const QUESTIONS = 150;
const FACTS = 100;
const LINES = [{ product: 'tea', quantity: 1, unitPrice: '2' }];
const saleOf = (id: string) => ({ id, occurredAt: '2024-01-01', lines: LINES });

/** Its clock stands still, so that nothing comes back by itself. */
describe('a server that one key floods with questions', () => {
  const guarded = new Guarded();
  beforeAll(() => guarded.start({}, { TALLY_RATE_QUESTIONS: '10', TALLY_RATE_FACTS: '20' }));
  afterAll(() => guarded.stage.close());

  it('access, contract test 39: refuses it after as much as it may have, and takes every fact of others', async () => {
    const analyst = await guarded.key('read');
    const emitter = await guarded.key('emit:RecordSale');
    const ask = () => guarded.ask('GET', '/v1/query?metrics=orders', { key: analyst });
    const record = (i: number) => guarded.ask('POST', '/v1/sales', { key: emitter, body: saleOf(`s${String(i)}`) });
    const [asked, recorded] = await Promise.all([
      Promise.all(Array.from({ length: QUESTIONS }, ask)),
      Promise.all(Array.from({ length: FACTS }, (_, i) => record(i))),
    ]);
    expect(recorded.map(({ status }) => status)).toEqual(recorded.map(() => 201));
    const refused = asked.filter(({ status }) => status === 429);
    const answered = asked.filter(({ status }) => status === 200);
    expect(refused.length + answered.length).toBe(QUESTIONS);
    // A question takes one unit, and what it is reckoned to cost.
    expect([answered.length <= 100, refused.length >= 50, answered.length > 20]).toEqual([true, true, true]);
    expect(new Set(refused.map(({ body }) => body['code']))).toEqual(new Set(['rate-limited']));
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await guarded.ask('GET', '/v1/me', { key: analyst })).status).toBe(200);
  });

  it('lets it in again after the seconds that it was told, and others all the time', async () => {
    const key = await guarded.key('read');
    const ask = () => guarded.ask('GET', '/v1/metrics', { key });
    const left = async () => (await ask()).headers.get('ratelimit');
    expect(await left()).toBe('"questions";r=99;t=1');
    expect((await ask()).headers.get('ratelimit-policy')).toBe('"questions";q=100;w=10');
    for (let i = 2; i < 100; i++) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('ratelimit')]).toEqual([
      429,
      '1',
      '"questions";r=0;t=10',
    ]);
    expect(await guarded.outcome('GET', '/v1/metrics', { key: await guarded.key('read') })).toBe('200');
    guarded.stage.at('2024-01-01T00:00:01Z');
    expect((await ask()).status).toBe(200);
  });

  it('lets a bulk request end that has begun, and the next one wait; a fact sent again costs nothing', async () => {
    const key = await guarded.key('emit:RecordSale');
    const lines = Array.from({ length: 250 }, (_, i) => ({ type: 'RecordSale', data: saleOf(`b${String(i)}`) }));
    const bulk = (some: readonly object[]) => guarded.ask('POST', '/v1/bulk', { key, lines: some });
    expect((await bulk(lines.slice(0, 100))).headers.get('ratelimit')).toBe('"facts";r=100;t=5');
    const again = await bulk(lines.slice(0, 100));
    expect([again.body['duplicates'], again.headers.get('ratelimit')]).toEqual([100, '"facts";r=100;t=5']);
    expect((await bulk(lines.slice(100))).body['accepted']).toBe(150);
    const refused = await bulk(lines);
    expect([refused.status, refused.body['code'], refused.headers.get('retry-after')]).toEqual([
      429,
      'rate-limited',
      '3',
    ]);
  });

  it('lets a key have so much a day, and tells it what is left', async () => {
    const admin = await guarded.key('admin');
    const scopes = ['emit:RecordSale', 'read'];
    const key = await guarded.issue({ id: 'daily', name: 'x', scopes, quota: { facts: 5 } });
    const set = (body: object) => guarded.ask('POST', '/v1/quotas', { key: admin, body });
    const said = { id: 'q-1', principal: 'key:daily', facts: 3, cost: 4, rows: 50, exports: 1 };
    expect([(await set(said)).status, (await set(said)).status]).toEqual([201, 200]);
    expect((await set({ ...said, facts: 9 })).body['code']).toBe('id-conflict');
    expect((await set({ principal: 'key:nobody', facts: 1 })).status).toBe(404);
    const { keys } = (await guarded.ask('GET', '/v1/keys', { key: admin })).body as {
      readonly keys: readonly object[];
    };
    expect(keys).toContainEqual(
      expect.objectContaining({ id: 'daily', quota: { facts: 3, cost: 4, rows: 50, exports: 1 } }),
    );
    const lines = Array.from({ length: 5 }, (_, i) => ({ type: 'RecordSale', data: saleOf(`d${String(i)}`) }));
    const bulk = await guarded.ask('POST', '/v1/bulk', { key, lines });
    expect(bulk.body).toMatchObject({ accepted: 3, rejected: 2 });
    expect(bulk.text).toContain('quota-exceeded');
    const fact = await guarded.ask('POST', '/v1/sales', { key, body: saleOf('d9') });
    const wait = Number(fact.headers.get('retry-after'));
    expect([fact.status, fact.body['code'], wait > 80_000, wait <= 86_400]).toEqual([
      429,
      'quota-exceeded',
      true,
      true,
    ]);
    expect(fact.headers.get('ratelimit')).toMatch(/, "facts-per-day";r=0;t=\d+$/);
    // Who has recorded enough still asks.
    const me = async () => (await guarded.ask('GET', '/v1/me', { key })).body;
    expect(await me()).toMatchObject({ quota: { facts: 3 }, left: { facts: 0, cost: 4, rows: 50, exports: 1 } });
    const file = '/v1/query?metrics=orders&by=channel&format=csv';
    expect((await guarded.ask('GET', file, { key })).status).toBe(200);
    expect(await guarded.outcome('GET', file, { key })).toBe('429 quota-exceeded');
    expect(await me()).toMatchObject({ left: { rows: 49, exports: 0 } });
    while ((await guarded.ask('GET', '/v1/metrics', { key })).status === 200);
    expect((await guarded.ask('GET', '/v1/metrics', { key })).body['code']).toBe('quota-exceeded');
    expect(await guarded.outcome('GET', '/v1/metrics', { key: await guarded.key('read') })).toBe('200');
    guarded.stage.at('2024-01-02T00:00:00Z');
    expect(await guarded.outcome('GET', '/v1/metrics', { key })).toBe('200');
    expect((await set({ principal: 'key:daily' })).status).toBe(201);
    expect(await me()).toMatchObject({ quota: null, left: null });
  });
});
