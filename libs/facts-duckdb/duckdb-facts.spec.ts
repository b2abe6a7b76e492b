import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { IndexedViews } from '#engine/views/indexed-views.js';
import { saleRow, SCHEMA } from '#testing/random-views.js';
import { ChainedViews } from '#testing/chained-views.js';
import { viewsContract } from '#testing/views.contract.js';
import { DuckDbFacts } from './duckdb-facts.js';

const folder = mkdtempSync(join(tmpdir(), 'tally-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newFile = (): string => join(folder, `${randomUUID()}.duckdb`);

viewsContract('an index in DuckDB that follows a chain', (schema) => {
  const chain = new ChainedViews(schema);
  return new IndexedViews(chain, new DuckDbFacts(newFile(), schema, chain));
});

it('answers all of a question from the state of its first part', async () => {
  const chain = new ChainedViews(SCHEMA);
  const index = new DuckDbFacts(newFile(), SCHEMA, chain);
  const sale = async (from: number): Promise<void> => {
    await chain.apply({ shard: 0, from, to: from + 1, facts: [saleRow({ valid: 5 - from })], documents: [] });
    await index.follow();
  };
  const request = { series: 'sales', measures: ['orders'], where: {}, group: [], windows: [{ to: 10 }] };
  const answer = (position: number) => ({ position, cells: [[{ window: 0, group: [], sums: [BigInt(position)] }]] });
  await sale(0);
  const held = index.hold();
  expect(await held.sums([request])).toEqual(answer(1));
  await sale(1);
  expect([await held.sums([request]), await held.firstDay(['sales'])]).toEqual([answer(1), 5]);
  await held.close();
  expect([await index.sums([request]), await index.firstDay(['sales'])]).toEqual([answer(2), 4]);
  await index.close();
});
