import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BAD_HEADS, BAD_SALES, RAW_BODIES, WRITE_ROUTES, WRONG_VALUES } from './bad-input.data.js';
import { BAD_READS } from './bad-reads.data.js';
import { scratchFolder, Server } from './server.js';

const MANY_BYTES = 10_000_000;

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

describe('bad input', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  let before: string;

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await Server.start(scratch.folder);
    for (const id of ['ada', 'gone']) await server.post('/v1/customers', { id, registeredAt: '2023-01-01' });
    await server.post('/v1/customers/gone/close', { id: 'bye', occurredAt: '2023-06-01' });
    await server.post('/v1/sales', {
      id: 's-1',
      customerId: 'ada',
      occurredAt: '2024-01-01',
      lines: [{ product: 'tea', quantity: 1, unitPrice: 5 }],
    });
    for (const id of ['o-1', 'o-2']) await server.post('/v1/opportunities', { id, openedAt: '2024-01-01' });
    await server.post('/v1/opportunities/o-2/lose', { id: 'lost', occurredAt: '2024-01-02' });
    const last = await server.post('/v1/interactions', {
      id: 'i-1',
      customerId: 'ada',
      occurredAt: '2024-01-01',
      kind: 'call',
    });
    before = String(last.body['position']);
  });

  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  /** Sends bytes as they are; the answer must be a documented problem, never a fault. */
  async function problem(
    method: string,
    path: string,
    body?: Buffer | string,
    type = 'application/json',
  ): Promise<Problem> {
    const init = body === undefined ? {} : { body, headers: { 'content-type': type } };
    const response = await fetch(server.url + path, { method, ...init });
    const answer = (await response.json()) as Problem & { type: string; title: string };
    expect([response.headers.get('content-type'), answer.status]).toEqual([
      'application/problem+json; charset=utf-8',
      response.status,
    ]);
    expect(answer.type).toBe(`urn:tallybook:problem:${answer.code}`);
    expect(answer.detail.length).toBeGreaterThan(10);
    return answer;
  }

  describe.each(WRITE_ROUTES)('for $method $path', ({ method, path, valid }) => {
    it('is refused whatever field has a wrong value', async () => {
      for (const field of Object.keys(valid)) {
        // Asking by nothing is a question.
        for (const value of WRONG_VALUES.filter((wrong) => field !== 'by' || JSON.stringify(wrong) !== '[]')) {
          const { status } = await problem(method, path, JSON.stringify({ ...valid, [field]: value }));
          expect([field, value, status]).toEqual([field, value, 400]);
        }
      }
    });

    it('is refused with an unknown field, which the problem names', async () => {
      for (const name of ['colour', '__proto__', 'constructor', 'toString']) {
        const text = `${JSON.stringify(valid).slice(0, -1)}, "${name}": {"x": 1}}`;
        const { status, detail } = await problem(method, path, text);
        expect([status, detail.includes(name)]).toEqual([400, true]);
      }
    });

    it.each(RAW_BODIES)('is refused as %s', async (_name, bytes) => {
      expect((await problem(method, path, bytes)).status).toBe(400);
    });

    it('is refused as a form, as text, and when it is too large', async () => {
      expect((await problem(method, path, 'id=x&a[$ne]=1', 'application/x-www-form-urlencoded')).status).toBe(415);
      expect((await problem(method, path, JSON.stringify(valid), 'text/plain')).status).toBe(415);
      expect((await problem(method, path, 'x'.repeat(MANY_BYTES))).code).toBe('body-too-large');
    });
  });

  const head = '"id": "bad", "occurredAt": "2024-03-01", "customerId": "ada"';
  const line = '"product": "tea", "quantity": "1", "unitPrice": "2.5"';

  it.each(BAD_SALES)('in a line of a sale: %s', async (_name, change, code) => {
    const answer = await problem('POST', '/v1/sales', `{${head}, "lines": [{${line}, ${change}}]}`);
    expect([answer.status, answer.code]).toEqual([400, code]);
  });

  it.each(BAD_HEADS)('in a sale: %s', async (_name, change, status, code) => {
    const answer = await problem('POST', '/v1/sales', `{${head}, "lines": [{${line}}], ${change}}`);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it.each(BAD_READS)('in a read: %s', async (path, status) => {
    expect((await problem('GET', path)).status).toBe(status);
  });

  it('in a list: a value that there is not, shown', async () => {
    const { detail } = await problem('GET', '/v1/customers?stage=new,loyal');
    expect(detail).toMatch(/^each value in stage must be one of .*: it is "new", "loyal"$/);
  });

  it('in a path: a kind of policy that there is not', async () => {
    const { status, detail } = await problem('POST', '/v1/policies/luck/preview', '{"policy": {}}');
    expect([status, detail]).toEqual([400, 'kind must be one of lifecycle, tiers']);
  });

  it('in a read: an id longer than any', async () => {
    expect((await problem('GET', `/v1/customers/${'x'.repeat(4000)}`)).status).toBe(400);
  });

  it('in lines of a bulk request is told line by line and stops none of the others', async () => {
    const good = {
      type: 'LogInteraction',
      data: { id: 'i-2', customerId: 'ada', occurredAt: '2024-01-02', kind: 'call' },
    };
    const lines = [
      '{',
      '[]',
      'null',
      '{"type": "Explode", "data": {}}',
      '{"type": "RecordSale"}',
      `{"x": "${'y'.repeat(1_100_000)}"}`,
    ];
    const { status, body } = await server.bulk([...lines, '\r', '', JSON.stringify(good)]);
    expect([status, body['accepted'], body['rejected']]).toEqual([200, 1, lines.length]);
    expect((body['errors'] as { line: number; code: string }[]).map((error) => [error.line, error.code])).toEqual(
      lines.map((_, i) => [i + 1, 'invalid-request']),
    );
    const details = (body['errors'] as { detail: string }[]).map(({ detail }) => detail);
    expect(details.slice(1, 3)).toEqual([
      'a line must be an object with the fields type and data, not a list',
      'a line must be an object with the fields type and data, not null',
    ]);
    expect(details[3]).toMatch(/^type must be one of RegisterCustomer, .*, not "Explode"$/);
    expect((await problem('POST', '/v1/bulk', '{}')).status).toBe(415);
  });

  it('leaves nothing behind, and the server goes on', async () => {
    const { body } = await server.post('/v1/customers', { id: 'after' });
    expect(body['position']).toBe(String(Number(before) + 2));
    expect(await server.rows({ metrics: ['orders'], position: body['position'] })).toEqual([{ orders: 1 }]);
  });
});
