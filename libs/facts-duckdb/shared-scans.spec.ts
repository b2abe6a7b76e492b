import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellsOf, columnsOf } from '#kernel/ports/cell-columns.js';
import type { Cell, CellColumns } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { randomRequest, randomSale, saleRow, SCHEMA } from '#testing/random-views.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { sharingScans } from './shared-scans.js';

async function viewsOf(facts: readonly ReturnType<typeof saleRow>[]): Promise<MemoryViews> {
  const views = new MemoryViews(SCHEMA);
  await views.apply({ shard: 0, from: 0, to: 1, facts, documents: [] });
  return views;
}

const lookAt = async (views: MemoryViews, request: SumRequest): Promise<CellColumns> =>
  columnsOf((await views.sums([request])).cells[0] ?? []);

const stays = (): Promise<void> => Promise.resolve();

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
          const shared = await sharingScans(requests, (request) => lookAt(views, request), stays);
          const alone = (await views.sums(requests)).cells;
          expect(shared.map((one) => inOrder(cellsOf(one)))).toEqual(alone.map(inOrder));
        },
      ),
    );
  });

  it('are asked as one where nothing but their measures differs', async () => {
    const views = await viewsOf([saleRow({ amount: 5n }), saleRow({ orders: -1n, amount: 1n, region: 'south' })]);
    const request = { series: 'sales', where: {}, group: ['region'], windows: [{ to: 20 }] };
    const asked: (readonly string[])[] = [];
    const requests = [['orders'], ['amount'], ['amount', 'orders']].map((measures) => ({ ...request, measures }));
    const look = (one: SumRequest) => {
      asked.push(one.measures);
      return lookAt(views, one);
    };
    await sharingScans([...requests, { ...request, measures: ['orders'], recordedTo: 9 }], look, stays);
    expect(asked).toEqual([['orders', 'amount'], ['orders']]);
  });

  it('are asked as one where the rows of one add up to the other', async () => {
    const facts = [1, 2, 3, 4].map((valid) => saleRow({ valid, region: valid % 2 === 0 ? 'north' : 'south' }));
    const views = await viewsOf([...facts, saleRow({ valid: 3, region: 'east', orders: -2n })]);
    const facet = { series: 'sales', measures: ['orders'], where: {} };
    const days = (from: number, to: number) => ({ from, to });
    const rows = { ...facet, group: ['product', 'region'], windows: [{ to: 1 }, days(2, 2), days(3, 3), days(5, 9)] };
    const requests = [
      { ...facet, group: [], windows: [{ to: 3 }] },
      rows,
      { ...facet, group: ['region'], windows: [{ to: 1 }, days(2, 3)] },
      { ...facet, group: [], windows: [days(5, 9)] },
      // These are no parts of the rows: a gap, half a window, another beginning.
      { ...facet, group: [], windows: [days(3, 9)] },
      { ...facet, group: ['day'], windows: [days(2, 2)] },
    ];
    const asked: SumRequest[] = [];
    const look = (one: SumRequest) => {
      asked.push(one);
      return lookAt(views, one);
    };
    const answers = await sharingScans(requests, look, stays);
    expect(asked).toEqual([rows, requests[5], requests[4]]);
    expect(answers.map((one) => inOrder(cellsOf(one)))).toEqual((await views.sums(requests)).cells.map(inOrder));
  });

  it('have no cell of their own where their measures cancel out', async () => {
    const views = await viewsOf([saleRow({ orders: 1n, amount: 5n }), saleRow({ orders: -1n })]);
    const request = { series: 'sales', where: {}, group: [], windows: [{ to: 20 }] };
    const cells = await sharingScans(
      [['orders'], ['amount']].map((measures) => ({ ...request, measures })),
      (one) => lookAt(views, one),
      stays,
    );
    expect(cells.map((one) => cellsOf(one).map(({ sums }) => sums))).toEqual([[], [[5n]]]);
  });

  it('have others come between a few thousand of their cells, and are worked out no further once nobody waits', async () => {
    const MANY = 40_000;
    let [since, longest, turns] = [0, 0, 0];
    const sums = new Proxy(new Array<bigint>(MANY).fill(1n), {
      get: (all, name, receiver): unknown => {
        since++;
        longest = Math.max(longest, since);
        return Reflect.get(all, name, receiver);
      },
    });
    const each = Uint32Array.from({ length: MANY }, (_, i) => i);
    const texts = Array.from(each, (i) => `s${String(i)}`);
    const products = { texts: ['tea', 'jam'], at: each.map((i) => i % 2) };
    const windows = new Int32Array(MANY);
    const columns = { count: MANY, windows, groups: [{ texts, at: each }, products], sums: [sums] };
    const facts = { series: 'sales', measures: ['orders'], where: {}, windows: [{ to: 20 }] };
    const requests = [[], ['product'], ['record', 'product']].map((group) => ({ ...facts, group }));
    const asked = (turn: () => Promise<void>) => sharingScans(requests, () => Promise.resolve(columns), turn);
    const [total, byProduct, bySale] = await asked(() => {
      since = 0;
      turns++;
      return Promise.resolve();
    });
    const half = BigInt(MANY / 2);
    expect(
      [total, byProduct].map((one) => one && cellsOf(one).map(({ group, sums: [sum] }) => [...group, sum])),
    ).toEqual([
      [[BigInt(MANY)]],
      [
        ['tea', half],
        ['jam', half],
      ],
    ]);
    expect(bySale?.count).toBe(MANY);
    expect(longest).toBeLessThan(MANY / 4);
    expect(turns).toBeGreaterThan(10);
    const gone = new Error('nobody waits for the answer any more');
    since = 0;
    await expect(asked(() => Promise.reject(gone))).rejects.toBe(gone);
    expect(since).toBeLessThan(MANY / 4);
  });
});
