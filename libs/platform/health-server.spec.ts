import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { HealthServer } from './health-server.js';
import { Health } from './health.js';
import { pino } from 'pino';

describe('the server by which a process is watched', () => {
  let server: HealthServer;
  const ask = async (path: string, host: string, method = 'GET'): Promise<readonly unknown[]> => {
    const sent = request(server.url + path, { method, headers: { host, connection: 'close' } }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.resume();
    return [answer.statusCode, answer.headers.allow];
  };

  beforeAll(async () => {
    const settings = { host: '127.0.0.1', port: 0, allowedHosts: ['relay'], auth: 'loopback' as const };
    server = await HealthServer.open(settings, new Health(pino({ level: 'silent' })));
  });

  afterAll(() => server.close());

  it.each(['/healthz', '/readyz', '/metrics'])('answers %s to whoever has its name or its address', async (path) => {
    for (const host of ['localhost:1', 'relay:3000', '172.18.0.5:3000', '[fd00::5]:3000'])
      expect([host, ...(await ask(path, host))]).toEqual([host, 200, undefined]);
    expect(await ask(path, 'evil.example')).toEqual([421, undefined]);
    expect(await ask(path, 'relay', 'POST')).toEqual([405, 'GET, HEAD']);
    expect(await ask(path, 'relay', 'HEAD')).toEqual([200, undefined]);
  });

  it('has nothing else', async () => {
    expect(await ask('/', 'relay')).toEqual([404, undefined]);
    expect(await ask('/v1/customers', 'relay', 'POST')).toEqual([404, undefined]);
  });
});

describe('the same where keys are asked for', () => {
  let server: HealthServer;
  const ask = async (path: string, authorization?: string) => {
    const response = await fetch(server.url + path, authorization === undefined ? {} : { headers: { authorization } });
    return { status: response.status, asks: response.headers.get('www-authenticate'), text: await response.text() };
  };

  beforeAll(async () => {
    const settings = { host: '127.0.0.1', port: 0, allowedHosts: [], auth: 'required' as const };
    const health = new Health(pino({ level: 'silent' }));
    health.readiness.needs('the store', () => 'it is away');
    server = await HealthServer.open(settings, health);
  });

  afterAll(() => server.close());

  it('tells whoever asks whether the process lives and is ready, and no more', async () => {
    expect(await ask('/healthz')).toMatchObject({ status: 200 });
    expect(await ask('/readyz')).toEqual({ status: 503, asks: null, text: '{"status":"not ready"}' });
    expect(await ask('/metrics')).toMatchObject({ status: 401, asks: 'Bearer realm="tallybook"' });
  });

  it('tells the rest to those whom it is told to admit', async () => {
    server.admits = (authorization) => authorization === 'Bearer watcher';
    expect((await ask('/readyz', 'Bearer watcher')).text).toContain('it is away');
    expect(await ask('/metrics', 'Bearer watcher')).toMatchObject({ status: 200 });
    expect(await ask('/metrics', 'Bearer another')).toMatchObject({ status: 401 });
  });
});
