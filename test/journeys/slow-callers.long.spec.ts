import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { ask, codeOf, RawConnection } from './raw.js';
import { Stage } from './stage.js';

const LIMITS = { headersMs: 500, bodyMs: 3_000, lingerMs: 200, connections: 20 };
const HEAD = (path: string, type: string, length: number | 'chunked'): string =>
  [
    `POST ${path} HTTP/1.1`,
    'host: localhost',
    `content-type: ${type}`,
    length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${String(length)}`,
    '\r\n',
  ].join('\r\n');
const NDJSON = 'application/x-ndjson';
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const customer = (id: string): string => `${JSON.stringify({ type: 'RegisterCustomer', data: { id } })}\n`;

/** The status and the code of the answer that ended a connection. */
async function heard(connection: RawConnection): Promise<string> {
  const text = await connection.heard;
  const [, status = '', code = ''] = /^HTTP\/1\.1 (\d+)[^]*"code":"([\w-]+)"/.exec(text) ?? [];
  return `${status} ${code}`;
}

/** The problem that ended a connection. */
async function told(connection: RawConnection): Promise<unknown> {
  const [body = ''] = /\{[^]*\}/.exec(await connection.heard) ?? [];
  return JSON.parse(body);
}

const settled = (accepted: number): object => ({ accepted, duplicates: 0, rejected: 0, errors: [] });

describe('access, contract test 11: a caller that is slow or asks for too much', () => {
  let stage: Stage;
  beforeAll(async () => (stage = await Stage.open({}, LIMITS)));
  afterAll(() => stage.close());

  it.each([
    ['says nothing', ''],
    ['says half a head', 'GET /v1/customers HTTP/1.1\r\nhost: loc'],
  ])('and %s is told so and let go', async (_how, text) => {
    const connection = (await RawConnection.open(stage.url)).send(text);
    expect(await heard(connection)).toBe('408 body-too-slow');
  });

  it('and says the head of a request byte by byte is told so and let go', async () => {
    const connection = (await RawConnection.open(stage.url)).send('GET / HTTP/1.1\r\nx: ').keepSending('a', 50);
    expect(await heard(connection)).toBe('408 body-too-slow');
  });

  it.each([
    ['/v1/customers', 'application/json'],
    ['/v1/bulk', NDJSON],
  ])('and sends %s a body byte by byte is told so and let go', async (path, type) => {
    const connection = (await RawConnection.open(stage.url)).send(HEAD(path, type, 100_000)).keepSending(' ', 50);
    expect(await heard(connection)).toBe('408 body-too-slow');
  });

  it('and goes silent between lines is told so and let go', async () => {
    const connection = await RawConnection.open(stage.url);
    connection.send(HEAD('/v1/bulk', NDJSON, 'chunked')).send(chunk(customer('before-silence')));
    expect(await told(connection)).toMatchObject({ code: 'body-too-slow', ...settled(1), nextLine: 2 });
    // It was settled: sent again it is a duplicate.
    const { status, body } = await stage.send('POST', '/v1/customers', { id: 'before-silence' });
    expect([status, body['duplicate']]).toEqual([200, true]);
  });

  it('but sends line after line is heard for as long as that takes', async () => {
    const connection = await RawConnection.open(stage.url);
    const lines = Array.from({ length: 30 }, (_, i) => chunk(customer(`slow-${String(i)}`)));
    connection.send(HEAD('/v1/bulk', NDJSON, 'chunked')).sendEach([...lines, '0\r\n\r\n'], LIMITS.bodyMs / 10);
    expect(await connection.until(/"accepted":\d+/)).toMatch(/^HTTP\/1.1 200 [^]*"accepted":30,/);
    connection.end();
  });

  it('and opens more connections than there are is told so on the last ones, while the process can be watched', async () => {
    const held: RawConnection[] = [];
    for (let i = 0; i < LIMITS.connections; i++) held.push(await RawConnection.open(stage.url));
    expect(codeOf(await ask(`${stage.url}/v1/metrics`))).toBe('503 overloaded');
    expect((await ask(`${stage.url}/healthz`)).status).toBe(200);
    for (const connection of held) connection.end();
    await Promise.all(held.map((connection) => connection.heard));
    while ((await ask(`${stage.url}/v1/metrics`)).status === 503);
    expect((await ask(`${stage.url}/v1/metrics`)).status).toBe(200);
  });
});

/** Under the limits as they are: a busy machine may take more than a second for a line that is too long. */
describe('a body without end', () => {
  let stage: Stage;
  beforeAll(async () => (stage = await Stage.open()));
  afterAll(() => stage.close());

  it.each([
    ['empty lines', '\n'.repeat(1_000), '400 invalid-request'],
    ['empty lines of Windows', '\r\n'.repeat(1_000), '400 invalid-request'],
    ['a line without end', 'x'.repeat(100_000), '413 body-too-large'],
  ])('of %s is stopped', async (what, text, answer) => {
    const connection = await RawConnection.open(stage.url);
    connection.send(HEAD('/v1/bulk', NDJSON, 'chunked')).send(chunk(customer(what.replaceAll(' ', '-'))));
    connection.keepSending(chunk(text).repeat(10), 1);
    const said = await told(connection);
    expect(said).toMatchObject({ ...settled(1), nextLine: 2 });
    const { status, code } = said as { readonly status: number; readonly code: string };
    expect(`${String(status)} ${code}`).toBe(answer);
  });
});

describe('a body that is encoded', () => {
  let stage: Stage;
  const post = (path: string, body: Buffer, encoding: string, type = 'application/json') =>
    ask(stage.url + path, {
      method: 'POST',
      headers: { 'content-type': type, 'content-encoding': encoding },
      body,
    });

  beforeAll(async () => (stage = await Stage.open()));
  afterAll(() => stage.close());

  it.each(['gzip', 'GZIP', 'x-gzip'])('by %s is read', async (encoding) => {
    const { status } = await post('/v1/customers', gzipSync(JSON.stringify({ id: encoding })), encoding);
    expect(status).toBe(201);
    const lines = Array.from({ length: 2_000 }, (_, i) => customer(`${encoding}-${String(i)}`)).join('');
    const { text } = await post('/v1/bulk', gzipSync(lines), encoding, NDJSON);
    expect(JSON.parse(text)).toMatchObject({ accepted: 2_000, rejected: 0 });
  });

  it.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'compress', 'x'])('by %s is refused', async (encoding) => {
    expect(codeOf(await post('/v1/customers', Buffer.from('{}'), encoding))).toBe('415 unsupported-encoding');
    expect(codeOf(await post('/v1/bulk', Buffer.from('{}'), encoding, NDJSON))).toBe('415 unsupported-encoding');
  });

  it.each([
    ['no gzip', Buffer.from('{"id": "x"}')],
    ['half of it', gzipSync('x'.repeat(1_000)).subarray(0, 20)],
    ['nothing', Buffer.alloc(0)],
    ['a damaged one', gzipSync(JSON.stringify({ id: 'damaged' })).fill(7, 12)],
  ])('as %s is refused', async (_what, bytes) => {
    expect(codeOf(await post('/v1/customers', bytes, 'gzip'))).toBe('400 invalid-request');
  });

  it('and damaged in the middle ends a bulk request with what became of the lines before', async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => customer(`torn-${String(i)}`)).join('');
    const torn = gzipSync(lines).subarray(0, -1_000);
    const { text } = await post('/v1/bulk', torn, 'gzip', NDJSON);
    const said = JSON.parse(text) as { readonly accepted: number; readonly nextLine: number };
    expect(said).toMatchObject({ status: 400, code: 'invalid-request', ...settled(said.nextLine - 1) });
    expect(said.accepted).toBeGreaterThan(1_000);
    const again = await post('/v1/bulk', gzipSync(lines), 'gzip', NDJSON);
    expect(JSON.parse(again.text)).toMatchObject({ accepted: 10_000 - said.accepted, duplicates: said.accepted });
  });

  it('is bounded by what comes out of it', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1_048_576, 0x20));
    expect(codeOf(await post('/v1/customers', bomb, 'gzip'))).toBe('413 body-too-large');
    expect(codeOf(await post('/v1/bulk', bomb, 'gzip', NDJSON))).toBe('413 body-too-large');
    const lines = gzipSync(Buffer.alloc(50 * 1_048_576, '{\n'));
    expect(codeOf(await post('/v1/bulk', lines, 'gzip', NDJSON))).toBe('413 body-too-large');
    expect((await ask(`${stage.url}/healthz`)).status).toBe(200);
  });
});

describe('a caller that starts replay after replay', () => {
  it('finds the last one, and the disk of those before it given back', async () => {
    const stage = await Stage.open({}, { scratchBytes: 1 });
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2023-01-01' });
    const replayed = async (asOf: string): Promise<string> => {
      const { status, body } = await stage.send('POST', '/v1/replays', { asOf });
      expect([asOf, status]).toEqual([asOf, 202]);
      // Asked, it answers when it is done.
      const { rows } = await stage.get(`/v1/query?metrics=customers.total&replay=${String(body['id'])}`);
      expect(rows).toEqual([{ 'customers.total': 1 }]);
      return String(body['id']);
    };
    const first = await replayed('2023-06-01');
    const second = await replayed('2023-07-01');
    expect(await stage.problem('GET', `/v1/replays/${first}`)).toBe('404 not-found');
    expect((await stage.get(`/v1/replays/${second}`))['state']).toBe('done');
    await stage.close();
  });
});
