import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { METHODS } from 'node:http';
import { ask, codeOf } from './raw.js';
import { Stage } from './stage.js';

/** Of each path the methods that it has. */
const HAS: readonly (readonly [string, readonly string[]])[] = [
  ['/v1/customers', ['GET', 'HEAD', 'OPTIONS', 'POST']],
  ['/v1/customers/ada', ['GET', 'HEAD', 'OPTIONS', 'PATCH']],
  ['/v1/customers/ada/close', ['OPTIONS', 'POST']],
  ['/v1/policies/lifecycle', ['OPTIONS', 'POST']],
  ['/v1/replays/some', ['DELETE', 'GET', 'HEAD', 'OPTIONS']],
  ['/v1/query', ['GET', 'HEAD', 'OPTIONS', 'POST']],
  ['/v1/bulk', ['OPTIONS', 'POST']],
  ['/healthz', ['GET', 'HEAD', 'OPTIONS']],
  ['/openapi.json', ['GET', 'HEAD', 'OPTIONS']],
  ['/docs', ['GET', 'HEAD', 'OPTIONS']],
];

describe('a method', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2023-01-01' });
  });

  afterAll(() => stage.close());

  it.each(HAS)('that %s does not have is refused with those it has, whatever its body', async (path, methods) => {
    const others = METHODS.filter((method) => method !== 'CONNECT' && method !== 'HEAD' && !methods.includes(method));
    for (const method of others) {
      const headers = { 'content-type': 'text/plain', 'content-length': '2' };
      const answer = await ask(stage.url + path, { method, headers, body: '{}' });
      expect([method, codeOf(answer), answer.headers.allow]).toEqual([
        method,
        '405 method-not-allowed',
        methods.join(', '),
      ]);
    }
  });

  it.each(HAS)('OPTIONS of %s says which there are', async (path, methods) => {
    const { status, headers, text } = await ask(stage.url + path, { method: 'OPTIONS' });
    expect([status, headers.allow, text, headers['access-control-allow-origin']]).toEqual([
      204,
      methods.join(', '),
      '',
      undefined,
    ]);
  });

  it.each(['/v1/customers', '/v1/customers/ada', '/healthz', '/v1/metrics', '/openapi.json', '/v1/customers/nobody'])(
    'HEAD of %s answers as GET does, without the body',
    async (path) => {
      const got = await ask(stage.url + path);
      const head = await ask(stage.url + path, { method: 'HEAD' });
      expect([head.status, head.text, head.headers['content-type']]).toEqual([
        got.status,
        '',
        got.headers['content-type'],
      ]);
    },
  );

  it('of a path that there is not finds nothing', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PURGE'])
      expect([method, codeOf(await ask(`${stage.url}/v1/nothing`, { method }))]).toEqual([method, '404 not-found']);
  });
});
