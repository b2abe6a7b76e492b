import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tallybook } from '#client/index.js';
import { NorthBook } from './north-book.js';

describe('access, contract test 21: whoever sees the north only, where customers are merged', () => {
  const book = new NorthBook();
  const { guarded } = book;
  let north: string;

  beforeAll(async () => {
    await book.start();
    ({ north } = book);
    await book.settled();
  });
  afterAll(() => guarded.stage.close());

  it('is shown one customer where one of the south turns out to be one of the north, and neither more once that is taken back', async () => {
    const shown = async (path: string) => {
      await book.settled();
      return (await guarded.ask('GET', path, { key: north })).body;
    };
    await book.send('POST', '/v1/customers/ben/merge', { id: 'merge', into: 'cleo' });
    const cleo = await shown('/v1/customers/cleo');
    // What was sold in the south stays there.
    expect(cleo).toMatchObject({ id: 'cleo', region: 'north', firstPurchase: '2024-01-21' });
    expect(await shown('/v1/customers/ben')).toEqual({ ...cleo, mergedInto: 'cleo' });
    const { id, mergedInto, events } = await shown('/v1/customers/ben/timeline');
    const happened = (events as readonly { type: string; key: string }[]).map(({ type, key }) => `${type} ${key}`);
    expect([id, mergedInto]).toEqual(['cleo', 'cleo']);
    // Nor is what happened before there was anybody in the north.
    expect(happened).toEqual([
      'CustomerRegistered cleo',
      'SaleRecorded cleo',
      'CustomersMerged ben',
      'CustomersMerged cleo',
    ]);
    await book.send('POST', '/v1/customers/ben/unmerge', { id: 'unmerge' });
    await book.settled();
    expect(await guarded.outcome('GET', '/v1/customers/ben', { key: north })).toBe('404 not-found');
    const after = await shown('/v1/customers/cleo/timeline');
    expect(JSON.stringify(after)).not.toContain('ben');
  });

  it('is told live, and foretold, of the north without who turns out to be one of the south', async () => {
    const messages = tallybook(guarded.stage.url, { key: north }).followLive()[Symbol.asyncIterator]();
    const foretold = { metric: 'orders', grain: 'month', horizon: 1, asOf: '2024-02-29', method: 'naive' };
    const foresee = async () => {
      await book.settled();
      return (await guarded.ask('POST', '/v1/forecasts', { key: north, body: foretold })).body;
    };
    expect((await messages.next()).value).toMatchObject({ counters: { 'customers.total': 1 } });
    const { history } = await foresee();
    await book.send('POST', '/v1/customers/cleo/merge', { id: 'merge-2', into: 'ben' });
    expect((await messages.next()).value).toMatchObject({ counters: { 'customers.total': 0 } });
    // What was sold in the north stays there.
    expect((await foresee())['history']).toEqual(history);
    await book.send('POST', '/v1/customers/cleo/unmerge', { id: 'unmerge-2' });
    expect((await messages.next()).value).toMatchObject({ counters: { 'customers.total': 1 } });
    await messages.return?.();
  });
});
