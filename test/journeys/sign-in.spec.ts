import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SCOPE_WORDS } from '#kernel/scopes.js';
import { anIssuer, type Token } from '../stand-ins/issuer.js';
import { Browsing } from './browsing.js';
import { Guarded } from './guarded.js';

const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

interface Answer {
  readonly body: Record<string, unknown>;
}

describe('access, contract test 18: a server that people sign in to', () => {
  let issuer: Awaited<ReturnType<typeof anIssuer>>;
  const guarded = new Guarded();
  let admin: string;
  let settings: Readonly<Record<string, string>>;
  let browser: Browsing;
  /** What the issuer says of who signs in, beside what every token has. */
  let claims: Record<string, unknown>;
  let spoil: ((token: Token) => void) | undefined;

  beforeAll(async () => {
    issuer = await anIssuer((token) => {
      Object.assign(token.payload, claims);
      spoil?.(token);
    });
    const secret = join(await guarded.stage.folder(), '..', `oidc-secret-${String(process.pid)}`);
    await writeFile(secret, 'a secret of the client\n');
    settings = {
      TALLY_OIDC_ISSUER: issuer.issuer.url ?? '',
      TALLY_OIDC_CLIENT_ID: 'tally',
      TALLY_OIDC_CLIENT_SECRET_FILE: secret,
      TALLY_PUBLIC_URL: 'https://tally.test',
    };
    await guarded.start({ failures: Infinity }, settings);
    admin = await guarded.issue({ id: 'ops', name: 'Operators', scopes: ['emit:*', ...SCOPE_WORDS] });
    await grant('g-north', { group: 'northern', role: 'analyst', rows: { salesperson: ['$salesperson'] } });
    await grant('g-boss', { group: 'bosses', role: 'manager' });
    await grant('g-policy', { principal: 'person:bo', role: 'controller' });
    for (const [id, salesperson] of [
      ['s1', 'ada'],
      ['s2', 'bo'],
    ] as const)
      await guarded.ask('POST', '/v1/sales', {
        key: admin,
        body: { id, occurredAt: '2024-01-01', salesperson, lines: [{ product: 'tea', quantity: 1, unitPrice: '2' }] },
      });
  });
  afterAll(async () => {
    await guarded.stage.close();
    await issuer.stop();
  });
  beforeEach(() => {
    claims = { sub: 'bo', name: 'Bo Day', groups: ['bosses'] };
    browser = new Browsing(guarded.stage.url);
  });
  afterEach(() => {
    spoil = undefined;
    issuer.service.removeAllListeners('beforeResponse');
  });

  const grant = (id: string, more: object) => guarded.ask('POST', '/v1/grants', { key: admin, body: { id, ...more } });
  const outcome = async (answer: ReturnType<Browsing['ask']>) => {
    const { status, body } = await answer;
    return typeof body['code'] === 'string' ? `${String(status)} ${body['code']}` : String(status);
  };

  it('tells that people can sign in, and lets in who comes back with what the issuer says of them', async () => {
    expect((await browser.ask('GET', '/auth')).body).toEqual({ ways: ['key', 'sign-in'] });
    const { status, headers } = await browser.signIn('/explore?metric=orders');
    expect([status, headers.get('location')]).toEqual([302, '/explore?metric=orders']);
    expect((await browser.ask('GET', '/v1/me')).body).toMatchObject({
      principal: 'person:bo',
      name: 'Bo Day',
      scopes: expect.arrayContaining(['personal', 'policy']),
    });
  });

  it('asks for what only this browser can answer, and gives it a cookie that no script and no other site has', async () => {
    const address = new URL(await browser.begin());
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'tally',
      redirect_uri: 'https://tally.test/auth/callback',
      code_challenge_method: 'S256',
      state: expect.any(String),
      nonce: expect.any(String),
    });
    await browser.ask('GET', await browser.answered(address.href));
    const session = browser.set.find((set) => set.startsWith('__Host-tally='));
    expect(session).toMatch(/^__Host-tally=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    expect([...browser.cookies.keys()]).toEqual(['__Host-tally']);
  });

  it('sends nobody elsewhere after signing in', async () => {
    for (const elsewhere of [
      'https://evil.test/',
      '//evil.test/',
      '/\\evil.test',
      'javascript:alert(1)',
      '/\t/evil.test',
    ])
      expect((await new Browsing(guarded.stage.url).signIn(elsewhere)).headers.get('location')).toBe('/');
  });

  it.each<[string, (token: Token) => void]>([
    ['another nonce', ({ payload }) => (payload['nonce'] = 'another')],
    ['another audience', ({ payload }) => (payload['aud'] = 'another')],
    ['another issuer', ({ payload }) => (payload['iss'] = 'https://another.test')],
    ['a time that is over', ({ payload }) => (payload['exp'] = 1_700_000_000)],
  ])('refuses a token of %s', async (_what, make) => {
    spoil = make;
    expect(await outcome(browser.signIn())).toBe('401 unauthenticated');
    expect(browser.cookies.has('__Host-tally')).toBe(false);
  });

  it.each([
    ['that nobody signed', (token: string) => unsigned(token)],
    ['whose signature is another', (token: string) => `${token.slice(0, -8)}AAAAAAAA`],
  ])('refuses a token %s', async (_what, forge) => {
    issuer.service.once('beforeResponse', ({ body }: Answer) => {
      body['id_token'] = forge(String(body['id_token']));
    });
    expect(await outcome(browser.signIn())).toBe('401 unauthenticated');
  });

  it('refuses another state, a code that was used, an answer that this browser did not ask for, and one of an error', async () => {
    const path = await browser.answered(await browser.begin());
    const forged = path.replace(/state=[^&]+/, 'state=another');
    expect(await outcome(browser.ask('GET', forged))).toBe('401 unauthenticated');
    expect(await outcome(browser.ask('GET', path))).toBe('401 unauthenticated');

    const good = await browser.answered(await browser.begin());
    expect(await outcome(new Browsing(guarded.stage.url).ask('GET', good))).toBe('401 unauthenticated');
    const ticket = browser.cookies.get('__Host-tally-login') ?? '';
    expect((await browser.ask('GET', good)).status).toBe(302);
    browser.cookies.set('__Host-tally-login', ticket);
    expect(await outcome(browser.ask('GET', good))).toBe('401 unauthenticated');

    const state = new URL(await browser.begin()).searchParams.get('state') ?? '';
    expect(await outcome(browser.ask('GET', `/auth/callback?error=access_denied&state=${state}`))).toBe(
      '401 unauthenticated',
    );
  });

  it('gives the rows that their login names, and no more', async () => {
    claims = { sub: 'ada', groups: ['northern'], salesperson: 'ada' };
    await browser.signIn();
    const { body } = await browser.ask('GET', '/v1/query?metrics=orders');
    expect(body).toMatchObject({ totals: { orders: 1 } });
    claims = { sub: 'eve', groups: ['northern'] };
    const other = new Browsing(guarded.stage.url);
    await other.signIn();
    expect(await outcome(other.ask('GET', '/v1/query?metrics=orders'))).toBe('403 restricted');
    claims = { sub: 'nobody' };
    const stranger = new Browsing(guarded.stage.url);
    await stranger.signIn();
    expect(await outcome(stranger.ask('GET', '/v1/query?metrics=orders'))).toBe('403 forbidden');
  });

  it('takes what changes something from pages of its own only, and notes who said it', async () => {
    await browser.signIn();
    const target = { title: 'Orders', question: { metrics: ['orders'] }, chart: { kind: 'line' } };
    expect(await outcome(browser.ask('PUT', '/v1/questions/q1', {}, target))).toBe('403 cross-site');
    const own = { 'x-tally': '1' };
    expect(await outcome(browser.ask('PUT', '/v1/questions/q1', own, { ...target, actor: 'somebody' }))).toBe(
      '403 emitter-mismatch',
    );
    expect((await browser.ask('PUT', '/v1/questions/q1', own, target)).status).toBe(201);
    const { body } = await guarded.ask('GET', '/v1/log?stream=question-q1', { key: admin });
    expect(body['events']).toMatchObject([{ envelope: { actor: 'person:bo' } }]);
  });

  it('ends a session after an hour without a request, after eight hours, and when somebody signs out', async () => {
    const now = guarded.stage.now.getTime();
    const after = (minutes: number) => guarded.stage.at(new Date(now + minutes * 60_000).toISOString());
    await browser.signIn();
    const me = () => outcome(browser.ask('GET', '/v1/me'));
    for (let minutes = 0; minutes < 480; minutes += 59) {
      after(minutes);
      expect(await me()).toBe('200');
    }
    after(480);
    expect(await me()).toBe('401 unauthenticated');
    await browser.signIn();
    after(541);
    expect(await me()).toBe('401 unauthenticated');
    await browser.signIn();
    expect(await outcome(browser.ask('POST', '/auth/logout'))).toBe('403 cross-site');
    const kept = browser.cookies.get('__Host-tally') ?? '';
    expect((await browser.ask('POST', '/auth/logout', { 'x-tally': '1' })).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    browser.cookies.set('__Host-tally', kept);
    expect(await me()).toBe('401 unauthenticated');
  });

  it('lets in who signed in before the server was started again, and whoever had begun to', async () => {
    await browser.signIn();
    const begun = new Browsing(guarded.stage.url);
    const answer = await begun.answered(await begun.begin('/explore'));
    const ticket = begun.cookies.get('__Host-tally-login') ?? '';
    await guarded.stage.stop();
    await guarded.start({ failures: Infinity }, settings);
    const [again, elsewhere] = [new Browsing(guarded.stage.url), new Browsing(guarded.stage.url)];
    for (const [name, value] of browser.cookies) again.cookies.set(name, value);
    expect((await again.ask('GET', '/v1/me')).body).toMatchObject({ principal: 'person:bo', name: 'Bo Day' });
    elsewhere.cookies.set('__Host-tally', ticket);
    expect(await outcome(elsewhere.ask('GET', '/v1/me'))).toBe('401 unauthenticated');
    elsewhere.cookies.set('__Host-tally-login', ticket);
    const { status, headers } = await elsewhere.ask('GET', answer);
    expect([status, headers.get('location')]).toEqual([302, '/explore']);
    expect(await outcome(elsewhere.ask('GET', '/v1/me'))).toBe('200');
    const folder = await guarded.stage.folder();
    const kept = readdirSync(folder).filter((name) => name.startsWith('sessions'));
    const bytes = Buffer.concat(kept.map((name) => readFileSync(join(folder, name))));
    expect([bytes.includes('Bo Day'), bytes.includes(browser.cookies.get('__Host-tally') ?? '')]).toEqual([
      true,
      false,
    ]);
  });

  it('ends the sessions of who has signed out at the issuer, told by a token that is good', async () => {
    claims = { sub: 'bo', sid: 'visit-1' };
    await browser.signIn();
    claims = { sub: 'bo', sid: 'visit-2' };
    const second = new Browsing(guarded.stage.url);
    await second.signIn();
    const tell = async (token: string) => {
      const body = new URLSearchParams({ logout_token: token });
      const response = await fetch(`${guarded.stage.url}/auth/backchannel-logout`, { method: 'POST', body });
      return response.status;
    };
    claims = {};
    const logout = (payload: object) =>
      issuer.issuer.buildToken({
        scopesOrTransform: (_header, made) => {
          Object.assign(
            made,
            { aud: 'tally', sub: 'bo', events: { [LOGOUT]: {} }, jti: Math.random().toString() },
            payload,
          );
        },
      });
    const good = await logout({ sid: 'visit-1' });
    for (const bad of [
      await logout({ aud: 'another' }),
      await logout({ events: {} }),
      await logout({ nonce: 'n' }),
      await logout({ sub: undefined }),
      await logout({ iat: 1_700_000_000 }),
      unsigned(good),
      'nothing',
    ])
      expect(await tell(bad)).toBe(400);
    expect(await outcome(browser.ask('GET', '/v1/me'))).toBe('200');
    expect(await tell(good)).toBe(200);
    expect([await outcome(browser.ask('GET', '/v1/me')), await outcome(second.ask('GET', '/v1/me'))]).toEqual([
      '401 unauthenticated',
      '200',
    ]);
    expect(await tell(good)).toBe(400);
    expect(await tell(await logout({}))).toBe(200);
    expect(await outcome(second.ask('GET', '/v1/me'))).toBe('401 unauthenticated');
  });

  it('writes down who signed in and out, and that somebody could not, without what they brought', async () => {
    await browser.signIn();
    await browser.ask('POST', '/auth/logout', { 'x-tally': '1' });
    spoil = ({ payload }) => (payload['nonce'] = 'another');
    await browser.signIn();
    const { body } = await guarded.ask('GET', '/v1/audit?limit=1000', { key: admin });
    const entries = (body['entries'] as readonly Record<string, unknown>[]).slice(-3);
    expect(entries.map(({ type, principal, question }) => [type, principal, question])).toEqual([
      ['LoginSucceeded', 'person:bo', {}],
      ['LoggedOut', 'person:bo', {}],
      ['LoginFailed', null, {}],
    ]);
  });

  it('takes away what is granted no more from who has signed in', async () => {
    await browser.signIn();
    expect((await browser.ask('GET', '/v1/query?metrics=orders')).status).toBe(200);
    await guarded.ask('POST', '/v1/grants/g-boss/withdraw', { key: admin, body: {} });
    await guarded.ask('POST', '/v1/grants/g-policy/withdraw', { key: admin, body: {} });
    expect(await outcome(browser.ask('GET', '/v1/query?metrics=orders'))).toBe('403 forbidden');
  });
});

/** The same, said to need no signature. */
function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  return `${header}.${token.split('.')[1] ?? ''}.`;
}
