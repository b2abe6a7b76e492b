import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { Stage } from './stage.js';

describe('the page at /', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  /** As it is sent: `fetch` would take off the coding. */
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    new Promise<{ status: number | undefined; headers: Readonly<Record<string, unknown>>; body: Buffer }>(
      (resolve, reject) => {
        request(stage.url + path, { headers }, (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () =>
            resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
          );
        })
          .on('error', reject)
          .end();
      },
    );

  it('runs its own scripts alone, and is never asked for by https', async () => {
    const { status, headers, body } = await get('/');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    const policy = String(headers['content-security-policy']);
    expect(policy.split('; ').slice(0, 3)).toEqual(["default-src 'none'", "script-src 'self'", "style-src 'self'"]);
    expect(policy).not.toMatch(/unsafe|upgrade/);
    expect(body.toString()).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  });

  it('sends files that never change under their names, as small as the asker takes them', async () => {
    const [, script = ''] = /src="([^"]+)"/.exec((await get('/')).body.toString()) ?? [];
    const plain = await get(script);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const [accepted, coding] of [
      ['gzip, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip;q=0.5', 'gzip'],
    ] as const) {
      const { headers, body } = await get(script, { 'accept-encoding': accepted });
      expect([headers['content-encoding'], body.length < plain.body.length / 2]).toEqual([coding, true]);
    }
  });

  it('may be come to by a link from elsewhere, while what it asks may be asked by nobody else', async () => {
    const stranger = { 'sec-fetch-site': 'cross-site' };
    expect((await get('/', stranger)).status).toBe(200);
    expect((await get('/v1/metrics', stranger)).status).toBe(403);
    expect((await get('/', { host: 'stranger.example.org' })).status).toBe(421);
  });

  it('leaves what is not there a problem, and other methods refused', async () => {
    expect(await stage.problem('GET', '/v1/nothing')).toBe('404 not-found');
    expect(await stage.problem('GET', '/assets/nothing.js')).toBe('404 not-found');
    expect(await stage.problem('POST', '/')).toBe('405 method-not-allowed');
  });
});
