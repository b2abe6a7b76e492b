import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCOPE_WORDS } from '#kernel/scopes.js';
import { until } from '../processes/until.js';
import { Guarded } from './guarded.js';
import { Stage } from './stage.js';

const LINE = { product: 'tea', quantity: 1, unitPrice: '2' };
const saleOf = (id: string, more: object = {}) => ({ id, occurredAt: '2024-01-01', lines: [LINE], ...more });

describe('a server that asks for keys', () => {
  const guarded = new Guarded();
  let admin: string;
  beforeAll(async () => {
    await guarded.start();
    admin = await guarded.issue({ id: 'ops', name: 'Operators', scopes: ['emit:*', ...SCOPE_WORDS] });
  });
  afterAll(() => guarded.stage.close());

  it('shows its description to any key, its page to everybody, and paths that there are not to no stranger', async () => {
    const key = await guarded.key('metrics');
    for (const path of ['/docs', '/openapi.json'])
      expect([await guarded.outcome('GET', path), await guarded.outcome('GET', path, { key })]).toEqual([
        '401 unauthenticated',
        '200',
      ]);
    expect(await guarded.outcome('GET', '/')).not.toContain('401');
    expect([await guarded.outcome('GET', '/nothing'), await guarded.outcome('GET', '/nothing', { key })]).toEqual([
      '401 unauthenticated',
      '404 not-found',
    ]);
  });

  it('says the same of a key that is missing, wrong or revoked, and how one is sent', async () => {
    const answers = await Promise.all(
      [undefined, 'tb_ops_nothing', `${admin}x`].map((key) => guarded.ask('GET', '/v1/metrics', { key })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ headers }) => headers.get('www-authenticate'))).toEqual(
      answers.map(() => 'Bearer realm="tallybook"'),
    );
  });

  it('refuses a key that stands in an address, before it looks at it', async () => {
    expect(await guarded.outcome('GET', `/v1/metrics?key=${admin}`, { key: admin })).toBe('400 invalid-request');
  });

  it('says how it is only to those who watch it', async () => {
    const watcher = await guarded.key('metrics');
    const plain = await guarded.ask('GET', '/readyz');
    expect(Object.keys(plain.body)).toEqual(['status']);
    expect((await guarded.ask('GET', '/readyz', { key: watcher })).body).toMatchObject({
      troubles: [],
      building: null,
    });
  });

  it('access, contract test 15: takes of a till what a till records, as the emitter that it is', async () => {
    const key = await guarded.key('emit:RecordSale@shop');
    expect(await guarded.outcome('POST', '/v1/sales', { key, body: saleOf('s1') })).toBe('201');
    const refund = await guarded.ask('POST', '/v1/sales/s1/refunds', { key, body: { id: 'r1', amount: '1' } });
    expect([refund.status, refund.body['code'], refund.body['detail']]).toEqual([
      403,
      'forbidden',
      expect.stringContaining('emit:RefundSale'),
    ]);
    expect(await guarded.outcome('POST', '/v1/sales', { key, body: saleOf('s2', { emitter: 'web' }) })).toBe(
      '403 emitter-mismatch',
    );
    const lines = [
      { type: 'RecordSale', data: saleOf('s3') },
      { type: 'RefundSale', data: { saleId: 's3', id: 'r3', occurredAt: '2024-01-01', amount: '1' } },
      { type: 'RecordSale', data: saleOf('s4', { emitter: 'web' }) },
    ];
    const bulk = await guarded.ask('POST', '/v1/bulk', { key, lines });
    expect(bulk.body).toMatchObject({ accepted: 1, duplicates: 0, rejected: 2 });
    expect((bulk.body['errors'] as readonly { readonly code: string }[]).map(({ code }) => code)).toEqual([
      'forbidden',
      'emitter-mismatch',
    ]);
    const journal = await guarded.ask('GET', `/v1/events?type=RecordSale&position=${String(bulk.body['position'])}`, {
      key: admin,
    });
    expect(journal.status).toBe(200);
    const { body } = await guarded.ask('GET', `/v1/events?type=SaleRecorded&limit=10`, { key: admin });
    expect((body['events'] as readonly { readonly emitter: string }[]).map(({ emitter }) => emitter)).toEqual([
      'shop',
      'shop',
    ]);
  });

  it('access, contract test 17: tells nobody what another emitter has recorded under an id', async () => {
    const crm = await guarded.key('emit:RegisterCustomer,ChangeCustomer@crm');
    const web = await guarded.key('emit:RegisterCustomer,ChangeCustomer@web');
    const ada = { id: 'ada', registeredAt: '2024-01-01', email: 'ada@example.org' };
    const other = { ...ada, email: 'eve@example.org' };
    const post = (key: string, body: object) => guarded.ask('POST', '/v1/customers', { key, body });
    expect((await post(crm, ada)).status).toBe(201);
    expect([(await post(crm, ada)).body['duplicate'], (await post(crm, other)).body['code']]).toEqual([
      true,
      'id-conflict',
    ]);
    const guesses = [await post(web, ada), await post(web, other)];
    expect(guesses.map(({ status, body }) => [status, body['code']])).toEqual([
      [409, 'id-taken'],
      [409, 'id-taken'],
    ]);
    expect(guesses[0]?.text).toBe(guesses[1]?.text);
    const change = { id: 'x1', effectiveAt: '2024-01-01', phone: '1' };
    const patch = (key: string, body: object) => guarded.ask('PATCH', '/v1/customers/ada', { key, body });
    expect((await patch(crm, change)).status).toBe(201);
    expect((await patch(crm, change)).status).toBe(200);
    expect((await patch(web, change)).body['code']).toBe('id-taken');
  });

  it('issues keys that it tells once, and keeps nothing of them', async () => {
    const body = { id: 'bi', name: 'Reports', scopes: ['read'] };
    const first = await guarded.ask('POST', '/v1/keys', { key: admin, body });
    expect([first.status, first.body['duplicate']]).toEqual([201, false]);
    const key = String(first.body['secret']);
    expect(key).toMatch(/^tb_bi_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    const again = await guarded.ask('POST', '/v1/keys', { key: admin, body });
    expect([again.status, again.body]).toEqual([200, { id: 'bi', position: first.body['position'], duplicate: true }]);
    expect(await guarded.outcome('POST', '/v1/keys', { key: admin, body: { ...body, scopes: ['admin'] } })).toBe(
      '409 id-conflict',
    );
    expect(await guarded.outcome('GET', '/v1/metrics', { key })).toBe('200');
    const shown = await guarded.ask('GET', '/v1/keys', { key: admin });
    const log = await guarded.ask('GET', '/v1/log?limit=1000', { key: admin });
    expect(shown.text).toContain('"bi"');
    for (const { text } of [shown, log]) expect(text).not.toContain(key.slice(6, 40));
  });

  it('refuses keys for what there is not', async () => {
    const wrong = async (scope: string) => {
      const body = { id: 'wrong', name: 'x', scopes: ['read', scope] };
      const answer = await guarded.ask('POST', '/v1/keys', { key: admin, body });
      return [answer.status, (answer.body['errors'] as readonly { readonly field: string }[])[0]?.field];
    };
    for (const scope of ['write', 'emit:RecordSail@shop', 'emit:PublishTierPolicy'])
      expect([scope, await wrong(scope)]).toEqual([scope, [400, 'scopes[1]']]);
  });

  it('rotates a key, both secrets good for as long as was said, and revokes it at once', async () => {
    const before = await guarded.issue({ id: 'rotated', name: 'x', scopes: ['read'] });
    const rotation = { id: 'once', overlapHours: 1 };
    const answer = await guarded.ask('POST', '/v1/keys/rotated/rotate', { key: admin, body: rotation });
    const after = String(answer.body['secret']);
    expect([answer.status, answer.body['oldUntil']]).toEqual([201, '2024-01-01T01:00:00.000Z']);
    const again = await guarded.ask('POST', '/v1/keys/rotated/rotate', { key: admin, body: rotation });
    expect([again.status, again.body['secret']]).toEqual([200, undefined]);
    const outcomes = () => Promise.all([before, after].map((key) => guarded.outcome('GET', '/v1/metrics', { key })));
    expect(await outcomes()).toEqual(['200', '200']);
    guarded.stage.at('2024-01-01T01:00:01Z');
    expect(await outcomes()).toEqual(['401 unauthenticated', '200']);
    expect(await guarded.outcome('POST', '/v1/keys/rotated/revoke', { key: admin })).toBe('201');
    expect(await outcomes()).toEqual(['401 unauthenticated', '401 unauthenticated']);
    expect(await guarded.outcome('POST', '/v1/keys/rotated/revoke', { key: admin })).toBe('200');
  });

  it('ends what listens when its key is revoked, has expired or may read no more', async () => {
    const listening = async (key: string) => {
      const response = await fetch(`${guarded.stage.url}/v1/live`, { headers: { authorization: `Bearer ${key}` } });
      const reader = response.body?.getReader();
      expect((await reader?.read())?.done).toBe(false);
      const ended = async () => {
        for (;;) if ((await reader?.read())?.done !== false) return 'ended';
      };
      return ended;
    };
    const revoked = await listening(await guarded.issue({ id: 'listener', name: 'x', scopes: ['read'] }));
    await guarded.ask('POST', '/v1/keys/listener/revoke', { key: admin });
    expect(await revoked().catch(() => 'ended')).toBe('ended');
    const reader = await guarded.issue({ id: 'reader', name: 'x', scopes: ['metrics'] });
    const grant = { id: 'reader-reads', principal: 'key:reader', role: 'analyst' };
    await guarded.ask('POST', '/v1/grants', { key: admin, body: grant });
    const withdrawn = await listening(reader);
    await guarded.ask('POST', '/v1/grants/reader-reads/withdraw', { key: admin });
    expect(await withdrawn().catch(() => 'ended')).toBe('ended');
    const expiresAt = '2024-01-01T06:00:00Z';
    const expired = await listening(await guarded.issue({ id: 'brief', name: 'x', scopes: ['read'], expiresAt }));
    guarded.stage.at(expiresAt);
    expect(await expired().catch(() => 'ended')).toBe('ended');
  });

  it('records no more of a long request when its key is revoked', async () => {
    const key = await guarded.issue({ id: 'long', name: 'x', scopes: ['emit:RecordSale'] });
    const line = (id: string) => Buffer.from(`${JSON.stringify({ type: 'RecordSale', data: saleOf(id) })}\n`);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
    const sent = { method: 'POST', headers, body: readable, duplex: 'half' };
    const answer = fetch(`${guarded.stage.url}/v1/bulk`, sent as RequestInit);
    const writer = writable.getWriter();
    await writer.write(line('long-1'));
    await until(async () => (await guarded.ask('GET', '/v1/sales/long-1', { key: admin })).status === 200);
    await guarded.ask('POST', '/v1/keys/long/revoke', { key: admin });
    await writer.write(line('long-2'));
    await writer.close();
    expect(await (await answer).json()).toMatchObject({
      accepted: 1,
      rejected: 1,
      errors: [{ line: 2, code: 'unauthenticated' }],
    });
  });

  it('gives and takes away roles, as known at any time', async () => {
    const { stage } = guarded;
    const key = await guarded.issue({ id: 'ann', name: 'Ann', scopes: ['metrics'] });
    const may = () => guarded.outcome('GET', '/v1/metrics', { key });
    expect(await may()).toBe('403 forbidden');
    expect(await guarded.outcome('POST', '/v1/roles', { key: admin, body: { role: 'reader', scopes: ['read'] } })).toBe(
      '201',
    );
    const grant = { id: 'ann-reads', principal: 'key:ann', role: 'reader' };
    expect(await guarded.outcome('POST', '/v1/grants', { key: admin, body: grant })).toBe('201');
    expect(await may()).toBe('200');
    expect((await guarded.ask('GET', '/v1/me', { key })).body).toMatchObject({
      principal: 'key:ann',
      name: 'Ann',
      scopes: ['metrics', 'read'],
      rows: null,
    });
    stage.at('2024-01-03T00:00:00Z');
    expect(await guarded.outcome('POST', '/v1/grants/ann-reads/withdraw', { key: admin })).toBe('201');
    expect(await may()).toBe('403 forbidden');
    const held = async (more: string) => {
      const { body } = await guarded.ask('GET', `/v1/grants?principal=key:ann${more}`, { key: admin });
      return (body['grants'] as readonly { readonly id: string }[]).map(({ id }) => id);
    };
    expect([await held(''), await held('&knownAt=2024-01-02')]).toEqual([[], ['ann-reads']]);
  });

  it('shows the whole to nobody who may see a part only', async () => {
    const rows = { region: ['north'] };
    const key = await guarded.issue({ id: 'north', name: 'x', scopes: ['read', 'emit:RecordSale'], rows });
    expect(await guarded.outcome('GET', '/v1/alerts', { key })).toBe('403 restricted');
    expect(await guarded.outcome('POST', '/v1/sales', { key, body: saleOf('n1') })).toBe('201');
    expect((await guarded.ask('GET', '/v1/me', { key })).body['rows']).toEqual(rows);
  });

  it('shows in the journal who may what to those only who audit that', async () => {
    const types = async (...scopes: readonly string[]) => {
      const key = await guarded.key(...scopes);
      const { body } = await guarded.ask('GET', '/v1/me', { key });
      const page = await guarded.ask('GET', `/v1/events?limit=1000&position=${String(body['position'])}`, { key });
      return (page.body['events'] as readonly { readonly type: string }[]).map(({ type }) => type);
    };
    expect(await types('read:records')).not.toContain('KeyIssued');
    expect(await types('read:records')).toContain('SaleRecorded');
    expect(await types('read:records', 'audit')).toContain('KeyIssued');
  });

  it('notes with a setting who said it, where nobody else is named', async () => {
    const key = await guarded.issue({ id: 'planner', name: 'x', scopes: ['policy'] });
    const body = { id: 'faster', effectiveFrom: '2024-05-01', policy: { churnAfterDays: 60, atRiskAfterDays: 40 } };
    const { position } = (await guarded.ask('POST', '/v1/policies/lifecycle', { key, body })).body;
    const path = `/v1/events?type=LifecyclePolicyPublished&position=${String(position)}`;
    const page = await guarded.ask('GET', path, { key: admin });
    expect(page.body['events']).toMatchObject([{ actor: 'key:planner' }]);
  });
});

describe('a server that is tried with keys that are not good', () => {
  const guarded = new Guarded();
  beforeAll(() => guarded.start({}));
  afterAll(() => guarded.stage.close());

  it('says after twenty within a minute when to come again, and lets in who has a good one', async () => {
    const key = await guarded.key('read');
    const outcomes = new Set<string>();
    for (let i = 0; i < 20; i++)
      outcomes.add(await guarded.outcome('GET', '/v1/metrics', { key: `wrong${String(i)}` }));
    expect([...outcomes]).toEqual(['401 unauthenticated']);
    const { status, body, headers } = await guarded.ask('GET', '/v1/metrics');
    expect([status, body['code']]).toEqual([429, 'rate-limited']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(2);
    expect(await guarded.outcome('GET', '/v1/metrics', { key })).toBe('200');
  });
});

describe('a server that asks for no key', () => {
  const stage = new Stage();
  beforeAll(() => stage.start());
  afterAll(() => stage.close());

  it('lets whoever reaches it do all, and takes keys for later', async () => {
    const key = await stage.send('POST', '/v1/keys', { id: 'ops', name: 'Operators', scopes: ['admin'] });
    expect([key.status, typeof key.body['secret']]).toEqual([201, 'string']);
    expect((await stage.send('GET', '/v1/me')).body).toMatchObject({ principal: null, expiresAt: null });
    expect(await stage.problem('POST', '/v1/keys/ops/revoke', {})).toBe('422 last-admin');
    const headers = { authorization: 'Bearer tb_another_one' };
    expect((await fetch(`${stage.url}/v1/metrics`, { headers })).status).toBe(200);
  });
});
