import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { missing, rightsOf, SCOPE_WORDS, type Needed } from '#kernel/scopes.js';
import { Guarded } from './guarded.js';

interface Operation {
  readonly 'x-needs'?: readonly string[];
}

describe('access, contract test 14: a server that asks for keys, asked for every route that there is', () => {
  const guarded = new Guarded();
  let admin: string;
  /** Where a request would change what other cases of this table ask with. */
  const path = (route: string) => route.replace(/\{\w+\}/g, 'nobody');
  let routes: readonly { readonly method: string; readonly route: string; readonly needs: Needed }[];
  beforeAll(async () => {
    await guarded.start();
    admin = await guarded.issue({ id: 'ops', name: 'Operators', scopes: ['emit:*', ...SCOPE_WORDS] });
    const { body } = await guarded.ask('GET', '/openapi.json', { key: admin });
    const paths = body['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    routes = Object.entries(paths).flatMap(([route, item]) =>
      Object.entries(item).map(([method, operation]) => {
        const said = operation['x-needs'] ?? [];
        const [only = 'a route says nothing'] = said;
        return { method: method.toUpperCase(), route, needs: (said.length > 1 ? said : only) as Needed };
      }),
    );
  });

  afterAll(() => guarded.stage.close());

  it('has one that says what it needs, whatever it is', () => {
    const words: readonly string[] = [...SCOPE_WORDS, 'none', 'any', 'emit'];
    const isSaid = (need: string) => words.includes(need) || /^emit:\w+$/.test(need);
    expect(routes.length).toBeGreaterThan(80);
    expect(routes.filter(({ needs }) => ![needs].flat().every(isSaid))).toEqual([]);
  });

  it('lets nobody in without a key that is good, but where none is needed', async () => {
    const expired = await guarded.issue({
      id: 'brief',
      name: 'x',
      scopes: ['admin'],
      expiresAt: '2024-01-01T01:00:00Z',
    });
    const revoked = await guarded.issue({ id: 'gone', name: 'x', scopes: ['admin'] });
    await guarded.ask('POST', '/v1/keys/gone/revoke', { key: admin });
    guarded.stage.at('2024-01-01T02:00:00Z');
    const wrong = `${admin.slice(0, -1)}${admin.endsWith('0') ? '1' : '0'}`;
    const keys = { none: undefined, wrong, revoked, expired };
    for (const { method, route, needs } of routes)
      for (const [kind, key] of Object.entries(keys)) {
        if (needs === 'none') continue;
        const code = kind === 'expired' ? 'key-expired' : 'unauthenticated';
        expect([method, route, kind, await guarded.outcome(method, path(route), { key })]).toEqual([
          method,
          route,
          kind,
          `401 ${code}`,
        ]);
      }
  });

  it.each([...SCOPE_WORDS, 'emit:*', 'emit:RecordSale'])('lets %s do what needs just that', async (scope) => {
    const key = await guarded.key(scope);
    const rights = rightsOf([scope]);
    for (const { method, route, needs } of routes) {
      const lacking = missing(rights, needs);
      const { status, body } = await guarded.ask(method, path(route), { key });
      const isRefused = status === 401 || body['code'] === 'forbidden';
      const said = isRefused ? body['detail'] : 'allowed';
      const expected =
        lacking === undefined ? 'allowed' : `this needs the scope ${lacking}, which the key does not have`;
      expect([method, route, status === 401, said]).toEqual([method, route, false, expected]);
    }
  });

  it('needs what one would think', () => {
    const needed = Object.fromEntries(routes.map(({ method, route, needs }) => [`${method} ${route}`, needs]));
    expect(needed).toMatchObject({
      'POST /v1/sales': 'emit:RecordSale',
      'POST /v1/bulk': 'emit',
      'POST /v1/query': 'read',
      'GET /v1/customers': 'read:records',
      'POST /v1/sql': 'read:records',
      'GET /v1/live': 'read',
      'GET /v1/events/stream': 'read:records',
      'GET /v1/log': ['audit', 'personal'],
      'GET /v1/log/checkpoint': 'audit',
      'GET /v1/log/proof': 'audit',
      'GET /v1/log/tile/{path}': 'audit',
      'POST /v1/replays': 'replay',
      'POST /v1/policies/tiers': 'policy',
      'POST /v1/periods/{period}/close': 'close',
      'POST /v1/keys': 'admin',
      'PUT /v1/channels/{id}': 'admin',
      'PUT /v1/questions/{id}': 'read',
      'POST /v1/shares': 'read:records',
      'GET /v1/shared/{token}': 'none',
      'GET /v1/me': 'any',
      'GET /metrics': 'metrics',
      'GET /healthz': 'none',
      'GET /readyz': 'none',
    });
  });
});
