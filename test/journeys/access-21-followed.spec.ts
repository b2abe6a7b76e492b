import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tallybook } from '#client/index.js';
import { NorthBook } from './north-book.js';

describe('access, contract test 21: whoever sees the north only', () => {
  const book = new NorthBook();
  const { guarded } = book;
  let north: string;
  let admin: string;

  beforeAll(async () => {
    await book.start();
    ({ admin, north } = book);
    await book.settled();
  });
  afterAll(() => guarded.stage.close());

  const get = async (path: string, key = north) => guarded.ask('GET', path, { key });

  it('sees periods as they were closed in the north, and no digest of the whole', async () => {
    await book.send('POST', '/v1/periods/2023-12/close', {});
    await book.send('POST', '/v1/periods/2024-02/close', {});
    const asked = '/v1/periods/2024-02';
    const closed = (await get(asked)).body;
    expect(closed).toMatchObject({
      closing: { number: 1, digest: null, position: expect.stringMatching(/^p/) },
      closings: [{ number: 1, digest: null }],
      figures: { '': [{ orders: 0, 'customers.closing': 1, 'customers.transferred': -1 }] },
    });
    expect((closed['figures'] as Record<string, unknown>)['region']).toHaveLength(1);
    expect((await get(asked, admin)).body).toMatchObject({ figures: { '': [{ orders: 1 }] } });
    expect((await get('/v1/periods/2023-12')).body).toMatchObject({ figures: { '': [{ orders: 0 }] } });
    // What comes later changes neither.
    await book.sell('s-late', 'cleo', '2024-02-03');
    await book.settled();
    expect((await get(asked)).body).toEqual(closed);
    expect((await get('/v1/periods')).body).toMatchObject({ closings: [{ digest: null }, { digest: null }] });
    const file = await get('/v1/periods/2024-02?by=region&format=csv');
    expect([file.status, file.text.trim().split(/\r?\n/).length]).toEqual([200, 2]);
    expect(await guarded.outcome('GET', `${asked}/restatements`, { key: north })).toBe('403 restricted');
  });

  it('sees pictures of the north', async () => {
    const question = { metrics: ['orders'], by: ['region'], from: '2023-12-01', to: '2024-02-01' };
    await book.send('PUT', '/v1/questions/where', { title: 'Where', question, chart: { kind: 'bar' } });
    await book.settled();
    const [part, whole] = await Promise.all([north, admin].map((key) => get('/v1/questions/where/chart.svg', key)));
    expect([part?.status, part?.text.includes('north'), part?.text.includes('south')]).toEqual([200, true, false]);
    expect(whole?.text).toContain('south');
    expect((await get('/v1/questions/where/chart.png')).status).toBe(200);
  });

  it('is told live nothing of fewer customers than it may see', async () => {
    const key = await guarded.issue({ id: 'few', name: 'x', scopes: ['read'], minGroup: 100 });
    const messages = tallybook(guarded.stage.url, { key }).followLive()[Symbol.asyncIterator]();
    const { value } = await messages.next();
    const counters = Object.values((value as { readonly counters: Record<string, unknown> }).counters);
    expect([counters.length > 0, counters.every((figure) => figure === null)]).toEqual([true, true]);
    await messages.return?.();
  });

  it('is told live when figures of the north change, and not when others do', async () => {
    const { orders } = (await book.ask(north, { metrics: ['orders'] })).body['totals'] as { readonly orders: number };
    const followed = tallybook(guarded.stage.url, { key: north }).followLive();
    const messages = followed[Symbol.asyncIterator]();
    const first = await messages.next();
    expect(first.value).toMatchObject({ position: expect.stringMatching(/^p/), events: null, counters: { orders } });
    await book.sell('s-south', 'ben', '2024-02-21');
    await book.settled();
    await book.sell('s-north', 'cleo', '2024-02-22');
    const second = await messages.next();
    expect(second.value).toMatchObject({ events: null, counters: { orders: orders + 1 } });
    await messages.return?.();
    const tea = await guarded.issue({ id: 'tea', name: 'x', scopes: ['read'], rows: { reason: ['price'] } });
    expect(await guarded.outcome('GET', '/v1/live', { key: tea })).toBe('403 restricted');
  });
});
