import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { SCOPE_WORDS } from '#kernel/scopes.js';
import { Description, type Document } from './description.js';
import { Guarded } from './guarded.js';
import { QUIET, Stage } from './stage.js';

interface Entry extends Readonly<Record<string, unknown>> {
  readonly n: number;
}

const LINES = [{ product: 'tea', quantity: 1, unitPrice: '2' }];
const EMAIL = 'ada@example.org';

describe('a server that writes down who asks', () => {
  const guarded = new Guarded();
  let admin: string;
  beforeAll(async () => {
    await guarded.start({ failures: 3 });
    admin = await guarded.issue({ id: 'ops', name: 'Operators', scopes: ['emit:*', ...SCOPE_WORDS] });
    const ada = { id: 'ada', registeredAt: '2024-01-01', name: 'Ada Lovelace', email: EMAIL };
    const { body } = await guarded.ask('POST', '/v1/customers', { key: admin, body: ada });
    await guarded.stage.book.models.waitFor(Number(body['position']));
  });
  afterAll(() => guarded.stage.close());

  const page = async (more = '', key = admin) => (await guarded.ask('GET', `/v1/audit?${more}`, { key })).body;
  const entries = async (more = '') => (await page(`limit=1000&${more}`))['entries'] as readonly Entry[];
  /** What is new when something was done. */
  const during = async (run: () => Promise<unknown>): Promise<readonly Entry[]> => {
    const before = (await entries()).at(-1)?.n ?? 0;
    await run();
    // Asking is an entry, too: the one after `before`.
    return entries(`after=${String(before + 1)}`);
  };

  it('has an entry for every answer to what needed a scope, with what was asked and shown', async () => {
    const key = await guarded.issue({ id: 'bi', name: 'Reports', scopes: ['read', 'read:records'] });
    const question = { metrics: ['customers.total'], where: { region: ['north'] } };
    const answers: Readonly<Record<string, unknown>>[] = [];
    const found = await during(async () => {
      const asked = await guarded.ask('POST', '/v1/query', { key, body: question });
      answers.push(asked.body, { id: asked.headers.get('x-request-id') });
      await guarded.ask('GET', '/v1/customers/ada', { key });
      await guarded.ask('GET', '/v1/customers?limit=5', { key });
      await guarded.ask('GET', '/v1/customers/nobody', { key });
    });
    const common = { type: 'Answered', at: '2024-01-01T00:00:00.000Z', principal: 'key:bi', keyId: 'bi', rows: null };
    const meta = answers[0]?.['meta'] as Readonly<Record<string, unknown>>;
    expect(found).toEqual([
      {
        ...common,
        n: expect.any(Number),
        route: 'POST /v1/query',
        scope: 'read',
        question: { body: question },
        status: 200,
        requestId: answers[1]?.['id'],
        position: meta['position'],
        recordsReturned: 1,
        personal: false,
      },
      expect.objectContaining({
        ...common,
        route: 'GET /v1/customers/{id}',
        scope: 'read:records',
        question: { id: 'ada' },
        status: 200,
        personal: true,
      }),
      expect.objectContaining({
        route: 'GET /v1/customers',
        question: { limit: '5' },
        recordsReturned: 1,
        personal: true,
      }),
      expect.objectContaining({ route: 'GET /v1/customers/{id}', status: 404, recordsReturned: 0, personal: false }),
    ]);
  });

  it('has one entry for a bulk request, and says of a fact who recorded it, not what it says', async () => {
    const key = await guarded.issue({ id: 'till', name: 'Till', scopes: ['emit:RecordSale'] });
    const lines = ['s1', 's2', 's3'].map((id) => ({
      type: 'RecordSale',
      data: { id, occurredAt: '2024-01-01', lines: LINES },
    }));
    const found = await during(async () => {
      await guarded.ask('POST', '/v1/bulk', { key, lines });
      await guarded.ask('POST', '/v1/sales', { key, body: { id: 's4', occurredAt: '2024-01-01', lines: LINES } });
    });
    expect(found).toMatchObject([
      { route: 'POST /v1/bulk', scope: 'emit', status: 200, question: {}, recordsReturned: 0, personal: false },
      { route: 'POST /v1/sales', scope: 'emit:RecordSale', status: 201, question: {}, principal: 'key:till' },
    ]);
    expect(found).toHaveLength(2);
  });

  it('has an entry for every refusal, and for a key that was tried and is not good', async () => {
    const key = await guarded.issue({ id: 'low', name: 'x', scopes: ['read'] });
    const gone = await guarded.issue({ id: 'gone', name: 'x', scopes: ['read'] });
    await guarded.ask('POST', '/v1/keys/gone/revoke', { key: admin });
    const found = await during(async () => {
      await guarded.ask('GET', '/v1/customers/ada', { key });
      await guarded.ask('GET', '/v1/metrics', { key: gone });
      await guarded.ask('GET', '/v1/me', { key: 'nonsense' });
      await guarded.ask('GET', '/v1/metrics');
      // The fourth of a minute: that so many were tried is said above.
      expect(await guarded.outcome('GET', '/v1/metrics', { key: 'nonsense' })).toBe('429 rate-limited');
    });
    expect(found).toMatchObject([
      {
        type: 'AccessDenied',
        principal: 'key:low',
        route: 'GET /v1/customers/{id}',
        scope: 'read:records',
        status: 403,
      },
      { type: 'LoginFailed', principal: null, keyId: 'gone', route: 'GET /v1/metrics', status: 401 },
      { type: 'LoginFailed', principal: null, keyId: null, route: 'GET /v1/me', status: 401 },
    ]);
    expect(found).toHaveLength(3);
  });

  it('has none for what needs no scope, and for what watches the process', async () => {
    const key = await guarded.key('metrics');
    const found = await during(async () => {
      for (const path of ['/healthz', '/readyz', '/metrics', '/v1/me', '/openapi.json', '/nothing'])
        await guarded.ask('GET', path, { key });
    });
    expect(found).toEqual([]);
  });

  it('keeps nothing of a person in clear, and finds the customer all the same', async () => {
    const key = await guarded.key('read:records');
    const id = 'bob@example.org';
    const found = await during(async () => {
      await guarded.ask('GET', `/v1/customers?q=${EMAIL}`, { key });
      await guarded.ask('GET', `/v1/customers/${id}`, { key });
      const sql = `SELECT count(*) AS n FROM sales WHERE product = 'Ada Lovelace' -- ${EMAIL}`;
      expect(await guarded.outcome('POST', '/v1/sql', { key, body: { sql } })).toBe('200');
      await guarded.ask('GET', `/v1/events?customerId=${id}`, { key });
    });
    expect(found.map(({ question }) => question)).toEqual([
      { q: expect.stringMatching(/^hashed:.{22}$/) },
      { id: expect.stringMatching(/^hashed:.{22}$/) },
      {
        body: {
          sql: expect.stringMatching(/^SELECT count\(\*\) AS n FROM sales WHERE product = hashed:.{22} hashed:.{22}$/),
        },
      },
      { customerId: expect.stringMatching(/^hashed:.{22}$/) },
    ]);
    const about = await entries(`customerId=${id}`);
    expect(about.filter(({ route }) => route !== 'GET /v1/audit').map(({ n }) => n)).toEqual([
      found[1]?.n,
      found[3]?.n,
    ]);
    const file = new DatabaseSync(join(await guarded.stage.folder(), 'audit.sqlite'), { readOnly: true });
    const all = JSON.stringify(file.prepare('SELECT * FROM entries').all());
    file.close();
    for (const clear of [EMAIL, id, 'Lovelace']) expect(all).not.toContain(clear);
    expect(all).toContain('/v1/customers/{id}');
  });

  it('gives pages to those only who audit, by principal and route, and writes that down', async () => {
    expect(await guarded.outcome('GET', '/v1/audit', { key: await guarded.key('read', 'admin', 'personal') })).toBe(
      '403 forbidden',
    );
    const auditor = await guarded.issue({ id: 'eve', name: 'Eve', scopes: ['audit'] });
    const first = await page('limit=2', auditor);
    expect([first['kept'], first['next'], (first['entries'] as readonly Entry[]).map(({ n }) => n)]).toEqual([
      true,
      '2',
      [1, 2],
    ]);
    const own = await entries('principal=key:eve');
    expect(own).toMatchObject([
      { route: 'GET /v1/audit', scope: 'audit', question: { limit: '2' }, recordsReturned: 2 },
    ]);
    const cards = await entries('route=/v1/customers/{id}');
    expect(cards.length).toBeGreaterThan(2);
    expect(await entries(`route=${encodeURIComponent('GET /v1/customers/{id}')}`)).toEqual(cards);
    const ns = (await entries()).map(({ n }) => n);
    expect(ns).toEqual(ns.map((_, i) => i + 1));
  });

  it('answers as it is described', async () => {
    const document = (await guarded.ask('GET', '/openapi.json', { key: admin })).body;
    const description = new Description(document as unknown as Document);
    const path = '/v1/audit?limit=1000';
    const { status, body, headers: answered } = await guarded.ask('GET', path, { key: admin });
    const type = answered.get('content-type') ?? '';
    expect(description.objection({ method: 'GET', path, status, type, body })).toBe(undefined);
  });
});

describe('access, contract test 38: a server that cannot write down who asks', () => {
  const guarded = new Guarded();
  let key: string;
  beforeAll(async () => {
    await guarded.start({}, QUIET);
    key = await guarded.key('read', 'read:records', 'audit', 'emit:*');
    const ada = { id: 'ada', registeredAt: '2024-01-01', name: 'Ada', email: EMAIL };
    const { body } = await guarded.ask('POST', '/v1/customers', { key, body: ada });
    await guarded.stage.book.models.waitFor(Number(body['position']));
  });
  afterAll(() => guarded.stage.close());

  const outcomes = async () => [
    await guarded.outcome('GET', '/v1/customers/ada', { key }),
    await guarded.outcome('GET', '/v1/customers?format=csv', { key }),
    await guarded.outcome('GET', '/v1/events', { key }),
    await guarded.outcome('GET', '/v1/query?metrics=customers.total', { key }),
  ];

  it('shows nobody, takes facts and answers figures, and has all entries without a gap once it can', async () => {
    await guarded.ask('GET', '/v1/audit', { key });
    const file = new DatabaseSync(join(await guarded.stage.folder(), 'audit.sqlite'));
    file.exec("CREATE TRIGGER shut BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'read-only'); END");
    const refused = await guarded.ask('GET', '/v1/customers/ada', { key });
    expect([refused.status, refused.body['code'], refused.headers.get('retry-after')]).toEqual([
      503,
      'audit-unavailable',
      '2',
    ]);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.text).not.toContain('Ada');
    const shut = '503 audit-unavailable';
    expect(await outcomes()).toEqual([shut, shut, shut, '200']);
    const sale = { id: 's1', occurredAt: '2024-01-01', lines: LINES };
    expect(await guarded.outcome('POST', '/v1/sales', { key, body: sale })).toBe('201');
    file.exec('DROP TRIGGER shut');
    file.close();
    expect(await outcomes()).toEqual(['200', '200', '200', '200']);
    const { entries } = (await guarded.ask('GET', '/v1/audit', { key })).body;
    const told = (entries as readonly Entry[]).map(({ n, route, status }) => [n, route, status]);
    const card = 'GET /v1/customers/{id}';
    const round = (status: number) => [
      [card, status],
      ['GET /v1/customers', status],
      ['GET /v1/events', status],
      ['GET /v1/query', 200],
    ];
    const expected = [
      ['POST /v1/customers', 201],
      ['GET /v1/audit', 200],
      [card, 503],
      ...round(503),
      ['POST /v1/sales', 201],
      ...round(200),
    ];
    expect(told).toEqual(expected.map((one, i) => [i + 1, ...one]));
  });
});

describe('a server that asks for no key', () => {
  it('says that it writes down nobody', async () => {
    const stage = await Stage.open();
    expect((await stage.send('GET', '/v1/audit')).body).toEqual({ kept: false, entries: [], next: null });
    await stage.close();
  });
});
