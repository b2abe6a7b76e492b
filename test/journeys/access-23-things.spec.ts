import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NorthBook } from './north-book.js';

describe('access, contract test 23: whoever sees the north only', () => {
  const book = new NorthBook();
  const { guarded } = book;
  const outcome = (path: string) => guarded.outcome('GET', path, { key: north });
  let north: string;

  beforeAll(async () => {
    await book.start();
    await book.settled();
    ({ north } = book);
  });
  afterAll(() => guarded.stage.close());

  it('is shown customers who are there now, by what is seen of them, and hidden ones as unknown ones', async () => {
    const get = async (path: string, key = north) => guarded.ask('GET', path, { key });
    const cleo = (await get('/v1/customers/cleo')).body;
    expect(cleo).toMatchObject({ name: 'Name of cleo', region: 'north', registered: '2024-01-02', orders: 1 });
    expect((await get('/v1/customers')).body).toEqual({ customers: [cleo], next: null });
    expect((await get('/v1/customers?sort=-revenue&q=NAME%20OF')).body).toEqual({ customers: [cleo], next: null });
    expect((await get('/v1/customers?q=ada')).body).toEqual({ customers: [], next: null });
    const file = await get('/v1/customers?format=csv');
    expect([file.status, file.text.trim().split(/\r?\n/)]).toEqual([200, [expect.any(String), expect.any(String)]]);
    const timeline = (await get('/v1/customers/cleo/timeline')).body;
    expect(timeline['events']).toMatchObject([
      { type: 'CustomerRegistered', revision: 0, position: expect.stringMatching(/^p/) },
      { type: 'SaleRecorded', stream: 'sale-s-2' },
    ]);
    // Ada has gone to the south, Ben never was here.
    for (const path of ['customers/ID', 'customers/ID/timeline', 'customers/ID?asOf=2024-01-15&knownAt=2030-01-01'])
      for (const id of ['ada', 'ben'])
        expect((await get(`/v1/${path.replace('ID', id)}`)).text).toBe(
          (await get(`/v1/${path.replace('ID', 'nobody')}`)).text.replaceAll('nobody', id),
        );
    expect((await get('/v1/sales/s-4')).text).toBe((await get('/v1/sales/s-9')).text.replaceAll('s-9', 's-4'));
    expect((await get('/v1/sales/s-1')).body).toMatchObject({ customerId: 'ada', journal: [{ revision: 0 }] });
    const shop = await guarded.issue({ id: 'tea-2', name: 'x', scopes: ['read:records'], rows: { product: ['tea'] } });
    for (const path of ['/v1/customers/cleo', '/v1/customers', '/v1/sales/s-1', '/v1/interactions/i-1'])
      expect(await guarded.outcome('GET', path, { key: shop })).toBe('403 restricted');
    expect(await outcome('/v1/customers/cleo?asOf=2024-02-01T10:00:00Z')).toBe('403 restricted');
    // Where Ada came from is not seen in the south, who she is is.
    const south = await guarded.issue({
      id: 'south',
      name: 'South',
      scopes: ['read', 'read:records', 'personal'],
      rows: { region: ['south'] },
    });
    expect((await get('/v1/customers/ada', south)).body).toMatchObject({
      name: 'Name of ada',
      registered: null,
      orders: 1,
      firstPurchase: '2024-02-20',
    });
    expect((await get('/v1/customers/ada/timeline', south)).body['events']).toMatchObject([
      { type: 'CustomerChanged', revision: 0 },
      { type: 'SaleRecorded', stream: 'sale-s-4' },
    ]);
  });

  it('is told why figures changed by what is seen, and not with what else its ids were recorded', async () => {
    const asked = { metric: 'orders', from: '2024-01-01', a: { asOf: '2024-01-20' }, b: { asOf: '2024-02-20' } };
    const { body } = await guarded.ask('POST', '/v1/explain', { key: north, body: asked });
    expect(body).toMatchObject({ a: 1, b: 2, change: 1 });
    expect((body['parts'] as readonly object[])[0]).toMatchObject({
      part: 'new',
      records: [{ id: 'sale-s-2', events: [{ position: expect.stringMatching(/^p/), type: 'SaleRecorded' }] }],
    });
    const instant = { ...asked, a: { asOf: '2024-01-20T10:00:00Z' } };
    expect(await guarded.outcome('POST', '/v1/explain', { key: north, body: instant })).toBe('403 restricted');
    const taken = (quantity: number) =>
      guarded.ask('POST', '/v1/sales', {
        key: north,
        body: { id: 's-4', occurredAt: '2024-02-20', lines: [{ product: 'tea', quantity, unitPrice: '10' }] },
      });
    const [right, wrong] = [await taken(1), await taken(7)];
    expect([right.status, right.body['code']]).toEqual([409, 'id-taken']);
    expect(wrong.text).toBe(right.text);
  });
});
