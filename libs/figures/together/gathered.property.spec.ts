import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell, Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { randomRequest, randomSale, SCHEMA } from '#testing/random-views.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { gathered, sumsOf } from './gathered.js';

const inWords = (cells: readonly Cell[] = []): readonly string[] =>
  cells.map(({ window, group, sums }) => JSON.stringify([window, group, sums.map(String)])).toSorted();

async function filled(facts: Parameters<MemoryViews['apply']>[0]['facts']): Promise<MemoryViews> {
  const views = new MemoryViews(SCHEMA);
  await views.apply({ shard: 0, from: 0, to: 7, facts, documents: [] });
  return views;
}

/** Read models that count how often and for what they are asked. */
function counting(views: Views): { readonly views: Views; readonly looks: SumRequest[][] } {
  const looks: SumRequest[][] = [];
  const sums = (requests: readonly SumRequest[]): ReturnType<Views['sums']> => {
    looks.push([...requests]);
    return views.sums(requests);
  };
  return { views: Object.assign(Object.create(views) as Views, { sums }), looks };
}

/** Days a window each, known at their own ends: as a rule is tried on history. */
const dayByDay = (more: Partial<SumRequest> = {}): readonly SumRequest[] =>
  Array.from({ length: 20 }, (_, day) => ({
    series: 'sales',
    measures: ['orders'],
    where: {},
    group: ['region'],
    windows: [{ from: day - 3, to: day }],
    recordedTo: day,
    ...more,
  }));

describe('requests that are asked together', () => {
  it('have the cells that each has by itself, whatever they ask', async () => {
    const sales = fc.array(randomSale, { maxLength: 30 });
    // Of few different facts, so that many are about the same.
    const requests = fc.array(
      fc.oneof(
        randomRequest,
        randomRequest.map((one) => ({ ...one, where: {} })),
      ),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    await fc.assert(
      fc.asyncProperty(sales, requests, async (facts, asked) => {
        const views = await filled(facts);
        const [together, alone] = await Promise.all([sumsOf(asked, views), views.sums(asked)]);
        expect(together.position).toBe(7);
        expect(together.cells.map(inWords)).toEqual(alone.cells.map(inWords));
      }),
      { numRuns: 150 },
    );
  });

  it('are counted in one look where each is on one day only', async () => {
    const sales = fc.array(
      randomSale.map((sale) => ({ ...sale, valid: ['', 'a', 'b', 'é'].indexOf(sale.record) * 5 })),
      { maxLength: 30 },
    );
    const requests = fc.array(
      fc
        .tuple(fc.subarray(['region', 'product']), fc.integer({ min: -2, max: 21 }), fc.nat(20))
        .map(([group, from, length]): SumRequest => ({
          ...{ series: 'sales', measures: ['orders'], where: {}, group, windows: [{ from, to: from + length }] },
          ...{ distinct: 'record', onOneDay: true },
        })),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(sales, requests, async (facts, asked) => {
        const { views, looks } = counting(await filled(facts));
        const [together, alone] = await Promise.all([sumsOf(asked, views), views.sums(asked)]);
        expect(together.cells.map(inWords)).toEqual(alone.cells.map(inWords));
        // Of each of four divisions fewer than four are asked for by themselves.
        expect(looks.map((own) => own.length).sort((a, b) => a - b)[0]).toBeLessThanOrEqual(12);
      }),
    );
  });

  it('look at the same facts once, however they are cut', async () => {
    const { views, looks } = counting(await filled([]));
    const asked = [
      ...dayByDay(),
      ...dayByDay({ windows: [{ to: 9 }] }),
      ...dayByDay({ group: [], measures: ['amount'] }),
    ];
    await sumsOf(asked, views);
    expect(looks).toHaveLength(1);
    expect(looks[0]).toMatchObject([{ group: ['region', 'recorded'], measures: ['orders', 'amount'], recordedTo: 19 }]);
  });

  it('are asked by themselves where they do not add up', async () => {
    const { views, looks } = counting(await filled([]));
    await sumsOf(dayByDay({ distinct: 'customer' }), views);
    expect(looks[0]).toEqual(dayByDay({ distinct: 'customer' }));
  });
});

describe('read models for answers side by side', () => {
  it('gather what is asked at the same time, and fail for all who asked it', async () => {
    const { views, looks } = counting(await filled([]));
    const side = gathered(views);
    await Promise.all(dayByDay().map((one) => side.sums([one])));
    expect(looks).toHaveLength(1);
    const broken = gathered({ ...side, sums: () => Promise.reject(new Error('gone')) });
    const failed = await Promise.allSettled(dayByDay().map((one) => broken.sums([one])));
    expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(['rejected']));
  });
});
