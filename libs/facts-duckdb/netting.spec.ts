import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import type { Cell, ViewStore } from '#kernel/ports/views.js';
import type { Row, SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';
import { ChainedViews } from '#testing/chained-views.js';
import { randomRequest, randomSale, saleRow } from '#testing/random-views.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { DuckDbFacts } from './duckdb-facts.js';

const COUNTED: ViewSchema = {
  series: [{ name: 'sales', dimensions: ['region', 'product'], measures: { orders: 'count' } }],
  collections: [],
};

const counted = (row: Row): Row => ({ ...row, measures: row.measures.slice(0, 1) });
const inOrder = (cells: readonly Cell[]): readonly string[] =>
  cells.map(({ window, group, sums }) => JSON.stringify([window, group, sums.map(String)])).sort();

describe('facts that are netted', () => {
  let folder: string;
  let files = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tally-net-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const newFile = (): string => join(folder, `${String(files++)}.duckdb`);

  async function applied(stores: readonly ViewStore[], from: number, facts: readonly Row[]): Promise<void> {
    for (const store of stores)
      await store.apply({ shard: 0, from, to: from + 1, facts: facts.map(counted), documents: [] });
  }

  async function tableOf(file: string, table: string): Promise<readonly unknown[]> {
    const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    const rows = (await connection.runAndReadAll(`SELECT * FROM ${table}`)).getRowsJson();
    connection.closeSync();
    instance.closeSync();
    return rows;
  }

  it('answer every question as all of them do, those that came since included', async () => {
    const asked = randomRequest.map(({ worth: _worth, ...request }): SumRequest => ({
      ...request,
      measures: ['orders'],
    }));
    const batches = fc.array(fc.array(randomSale, { maxLength: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(batches, fc.array(asked, { maxLength: 6 }), async (parts, requests) => {
        const [chain, reference] = [new ChainedViews(COUNTED), new MemoryViews(COUNTED)];
        const index = new DuckDbFacts(newFile(), COUNTED, chain, undefined, 1);
        for (const [i, facts] of parts.entries()) {
          await applied([chain, reference], i, facts);
          await index.follow();
          if (i < parts.length - 1) await index.idle();
        }
        const [netted, whole] = [await index.sums(requests), await reference.sums(requests)];
        await index.close();
        expect(netted.cells.map(inOrder)).toEqual(whole.cells.map(inOrder));
      }),
      { numRuns: 40 },
    );
  });

  it('are one for each day and dimensions, and none where they cancel out', async () => {
    const [chain, file] = [new ChainedViews(COUNTED), newFile()];
    const index = new DuckDbFacts(file, COUNTED, chain, undefined, 1);
    const plan = { valid: 70, region: 'north' };
    await applied([chain], 0, [
      saleRow({ ...plan, recorded: 10, customer: 'ann' }),
      saleRow({ ...plan, recorded: 11, customer: 'ann', orders: -1n }),
      saleRow({ valid: 12, recorded: 12, customer: 'ann' }),
      saleRow({ valid: 12, recorded: 13, customer: 'bob' }),
    ]);
    await index.follow();
    await index.idle();
    await index.close();
    expect(await tableOf(file, 'net_sales JOIN texts t ON t.id = d_region')).toEqual([
      [12, expect.any(Number), expect.any(Number), '2', expect.any(Number), 'north'],
    ]);
    expect(await tableOf(file, 'netted')).toEqual([['sales', '4', '4', 13]]);
  });

  it('are kept as they are where little of them would go', async () => {
    const [chain, file] = [new ChainedViews(COUNTED), newFile()];
    const index = new DuckDbFacts(file, COUNTED, chain, undefined, 1);
    await applied([chain], 0, [saleRow({ valid: 1 }), saleRow({ valid: 2 }), saleRow({ valid: 3 })]);
    await index.follow();
    await index.idle();
    await index.close();
    expect([await tableOf(file, 'net_sales'), await tableOf(file, 'netted')]).toEqual([[], [['sales', '3', '0', 10]]]);
  });
});
