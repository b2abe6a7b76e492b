import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, expect, it, jest } from '@jest/globals';
import { ChainedViews } from '#testing/chained-views.js';
import { saleRow, SCHEMA } from '#testing/random-views.js';
import { Follower } from './follower.js';
import { openIndexFile, ROOM } from './index-file.js';
import { layoutOf } from './layout.js';

const folder = mkdtempSync(join(tmpdir(), 'tally-follower-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has one appender for a table over all transactions, and another after one that broke off', async () => {
  const chain = new ChainedViews(SCHEMA);
  const instance = await openIndexFile(join(folder, 'facts.duckdb'), chain);
  const layouts = new Map(SCHEMA.series.map((series) => [series.name, layoutOf(series)]));
  const follower = await Follower.on(await instance.connect(), { layouts, chain, room: ROOM });
  const { table } = layoutOf(SCHEMA.series.find(({ name }) => name === 'sales') as (typeof SCHEMA.series)[number]);
  const created = jest.spyOn(DuckDBConnection.prototype, 'createAppender');
  const opened = (): number => created.mock.calls.filter(([name]) => name === table.name).length;
  const sale = async (from: number): Promise<void> => {
    await chain.apply({ shard: 0, from, to: from + 1, facts: [saleRow({ valid: from })], documents: [] });
  };
  for (const at of [0, 1, 2]) {
    await sale(at);
    expect(await follower.follow(() => undefined)).toBe(at + 1);
  }
  expect(opened()).toBe(1);
  await sale(3);
  await sale(4);
  let batches = 0;
  const breaksOff = (): void => {
    if (++batches === 2) throw new Error('no more');
  };
  await expect(follower.follow(breaksOff)).rejects.toThrow('no more');
  expect(await follower.follow(() => undefined)).toBe(5);
  expect(opened()).toBe(2);
  const reading = await instance.connect();
  const days = await reading.runAndReadAll(`SELECT valid FROM "${table.name}" ORDER BY valid`);
  expect(days.getRows()).toEqual([[0], [1], [2], [3], [4]]);
  reading.closeSync();
  created.mockRestore();
  follower.close();
  instance.closeSync();
});
