import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUIET, Stage } from './stage.js';

/** A request below the limit of a body whose event is above that of an append. */
describe('a fact that is larger than any log takes', () => {
  let stage: Stage;
  const saleOf = (id: string, lines: number) => {
    const line = { product: '€'.repeat(200), category: 'ö'.repeat(190), quantity: 1, unitPrice: 1 };
    return { id, occurredAt: '2024-02-01', lines: Array.from({ length: lines }, () => line) };
  };

  beforeAll(async () => {
    stage = (await Stage.open(QUIET)).at('2024-03-01T09:00:00Z');
  });
  afterAll(() => stage.close());

  it('is refused with its size and the limit, and its id stays free', async () => {
    expect(Buffer.byteLength(JSON.stringify(saleOf('big', 1_000)))).toBeLessThan(1_048_576);
    const { status, body } = await stage.send('POST', '/v1/sales', saleOf('big', 1_000));
    expect([status, body['code']]).toEqual([413, 'fact-too-large']);
    expect(body['detail']).toMatch(/^the fact takes 1\d{6} bytes as it is recorded, more than the 1048576 /);
    expect((await stage.send('POST', '/v1/sales', saleOf('big', 900))).status).toBe(201);
  });

  it('is a refused line of a bulk request, which goes on', async () => {
    const lines = [saleOf('one', 1), saleOf('two', 1_000), saleOf('three', 1)];
    const body = lines.map((data) => JSON.stringify({ type: 'RecordSale', data })).join('\n');
    const headers = { 'content-type': 'application/x-ndjson' };
    const response = await fetch(`${stage.url}/v1/bulk`, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({
      accepted: 2,
      rejected: 1,
      errors: [{ line: 2, id: 'two', code: 'fact-too-large' }],
    });
  });
});
