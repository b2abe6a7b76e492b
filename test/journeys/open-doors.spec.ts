import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, codeOf, type RawRequest } from './raw.js';
import { Stage } from './stage.js';

const JSON_BODY = { 'content-type': 'application/json' };
/** What a stranger would like to do or know: a fact, a closing without a body, a replay that a question starts, names. */
const WISHES: readonly (readonly [string, string, RawRequest])[] = [
  ['a fact', '/v1/customers', { method: 'POST', headers: JSON_BODY, body: '{"id": "mallory"}' }],
  ['lines', '/v1/bulk', { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: '{}' }],
  ['a closing', '/v1/periods/2023-01/close', { method: 'POST' }],
  ['a rebuild', '/v1/rebuild', { method: 'POST' }],
  ['a replay', '/v1/replays', { method: 'POST' }],
  ['a replay by a question', '/v1/query?metrics=orders&asOf=2023-12-31T10:00:00Z', {}],
  ['names', '/v1/customers', {}],
  ['the journal', '/v1/events', {}],
  ['the stream', '/v1/live', {}],
  ['the description', '/openapi.json', {}],
  ['the page', '/docs', {}],
  ['a path that there is not', '/nothing', {}],
  ['a method that there is not', '/v1/customers', { method: 'PUT' }],
];

describe('a server without keys', () => {
  let stage: Stage;
  const wish = (path: string, request: RawRequest, headers: Readonly<Record<string, string>>) =>
    ask(stage.url + path, { ...request, headers: { ...request.headers, ...headers } });

  beforeAll(async () => {
    stage = await Stage.open({ TALLY_ALLOWED_HOSTS: 'tally.example' });
    await stage.record('/v1/customers', { id: 'ada', name: 'Ada', registeredAt: '2023-01-01' });
  });

  afterAll(() => stage.close());

  describe.each(WISHES)('asked for %s', (_name, path, request) => {
    it.each(['evil.example', 'evil.example:3000', 'localhost.evil.example', '10.0.0.1', '169.254.169.254'])(
      'under the name %s answers that it is not served here',
      async (host) => {
        expect(codeOf(await wish(path, request, { host }))).toBe('421 misdirected-request');
      },
    );

    it.each([
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:1' },
      { origin: 'file://' },
      { origin: 'http://tally.example' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' },
      { 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' },
    ])('by a page with %j refuses it', async (headers) => {
      expect(codeOf(await wish(path, request, headers))).toBe('403 cross-site');
    });
  });

  it('has let nothing of that into the log, nor started a replay', async () => {
    const { body } = await stage.send('GET', '/v1/events');
    expect((body['events'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'BookOpened',
      'CustomerRegistered',
    ]);
    expect((await stage.send('GET', '/v1/replays')).body).toEqual({ replays: [] });
  });

  it.each([
    { host: 'localhost' },
    { host: 'localhost:9999' },
    { host: '127.0.0.1' },
    { host: '127.1.2.3:80' },
    { host: '[::1]:3000' },
    { host: 'tally.example' },
    { host: 'TALLY.example:443' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin' },
    { host: 'tally.example:8080', origin: 'http://tally.example:8080' },
    { host: 'tally.example', origin: 'https://tally.example' },
    { host: 'localhost:80', origin: 'http://localhost' },
  ])('answers %j', async (headers) => {
    const { status, text } = await wish('/v1/customers', {}, headers);
    expect([status, text.includes('"Ada"')]).toEqual([200, true]);
  });

  it.each(['/healthz', '/readyz', '/metrics'])('lets %s be watched by address and from elsewhere', async (path) => {
    const seen = async (headers: Record<string, string>): Promise<number> => (await wish(path, {}, headers)).status;
    expect(await seen({ host: '10.0.0.1:3000' })).toBe(200);
    expect(await seen({ host: '[fd00::1]:3000' })).toBe(200);
    expect(await seen({ 'sec-fetch-site': 'cross-site' })).toBe(200);
    expect(await seen({ host: 'evil.example' })).toBe(421);
  });

  it('asks that no answer be kept, and no page upgraded to an encryption that it does not have', async () => {
    for (const path of ['/v1/customers', '/v1/nothing', '/healthz', '/openapi.json']) {
      const { headers } = await ask(stage.url + path);
      expect([path, headers['cache-control'], headers['x-content-type-options']]).toEqual([
        path,
        'no-store',
        'nosniff',
      ]);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';connect-src 'self';font-src 'self';img-src 'self' data:;script-src 'self';" +
          "style-src 'self' 'unsafe-inline';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      );
    }
  });
});
