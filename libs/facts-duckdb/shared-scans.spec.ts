import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { randomRequest, randomSale, saleRow, SCHEMA } from '#testing/random-views.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { sharingScans } from './shared-scans.js';

async function viewsOf(facts: readonly ReturnType<typeof saleRow>[]): Promise<MemoryViews> {
  const views = new MemoryViews(SCHEMA);
  await views.apply({ shard: 0, from: 0, to: 1, facts, documents: [] });
  return views;
}

const inOrder = (cells: readonly Cell[]): readonly string[] =>
  cells.map(({ window, group, sums }) => JSON.stringify([window, group, sums.map(String)])).sort();

describe('requests that share a look at the facts', () => {
  it('are answered as each by itself', async () => {
    const alike = fc
      .tuple(randomRequest, fc.constantFrom(['orders'], ['amount', 'orders']))
      .map(([request, measures]) => [
        request,
        // A distinct count has one measure only.
        { ...request, measures: request.distinct === undefined ? measures : ['amount'] },
      ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomSale, { maxLength: 20 }),
        fc.array(alike, { maxLength: 4 }),
        async (facts, pairs) => {
          const views = await viewsOf(facts);
          const requests = pairs.flat();
          const ask = async (request: SumRequest) => (await views.sums([request])).cells[0] ?? [];
          const shared = await sharingScans(requests, ask);
          const alone = (await views.sums(requests)).cells;
          expect(shared.map(inOrder)).toEqual(alone.map(inOrder));
        },
      ),
    );
  });

  it('are asked as one where nothing but their measures differs', async () => {
    const views = await viewsOf([saleRow({ amount: 5n }), saleRow({ orders: -1n, amount: 1n, region: 'south' })]);
    const request = { series: 'sales', where: {}, group: ['region'], windows: [{ to: 20 }] };
    const asked: (readonly string[])[] = [];
    const requests = [['orders'], ['amount'], ['amount', 'orders']].map((measures) => ({ ...request, measures }));
    await sharingScans([...requests, { ...request, measures: ['orders'], recordedTo: 9 }], async (one) => {
      asked.push(one.measures);
      return (await views.sums([one])).cells[0] ?? [];
    });
    expect(asked).toEqual([['orders', 'amount'], ['orders']]);
  });

  it('have no cell of their own where their measures cancel out', async () => {
    const views = await viewsOf([saleRow({ orders: 1n, amount: 5n }), saleRow({ orders: -1n })]);
    const request = { series: 'sales', where: {}, group: [], windows: [{ to: 20 }] };
    const cells = await sharingScans(
      [['orders'], ['amount']].map((measures) => ({ ...request, measures })),
      async (one) => (await views.sums([one])).cells[0] ?? [],
    );
    expect(cells.map((list) => list.map(({ sums }) => sums))).toEqual([[], [[5n]]]);
  });
});
