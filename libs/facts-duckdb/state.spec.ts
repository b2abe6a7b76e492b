import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { ChainedViews } from '#testing/chained-views.js';
import { saleRow, SCHEMA } from '#testing/random-views.js';
import { Follower } from './follower.js';
import { openIndexFile, ROOM } from './index-file.js';
import { layoutOf } from './layout.js';
import { State } from './state.js';

const folder = mkdtempSync(join(tmpdir(), 'tally-state-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('looks for the first day where the file is ahead of what is known of it, or behind', async () => {
  const chain = new ChainedViews(SCHEMA);
  const instance = await openIndexFile(join(folder, 'state.duckdb'), chain);
  const layouts = new Map(SCHEMA.series.map((series) => [series.name, layoutOf(series)]));
  const all = [...layouts.values()];
  const follower = await Follower.on(await instance.connect(), { layouts, chain, room: ROOM });
  const sale = async (from: number, valid: number): Promise<void> => {
    await chain.apply({ shard: 0, from, to: from + 1, facts: [saleRow({ valid })], documents: [] });
  };
  await sale(0, 7);
  await follower.follow(() => undefined);
  const reading = await instance.connect();
  await reading.run('BEGIN TRANSACTION READ ONLY');
  const before = await State.of(reading, follower.known);
  await sale(1, 3);
  await follower.follow(() => undefined);
  const beside = await State.of(reading, follower.known);
  expect([await before.firstDay(reading, all), await beside.firstDay(reading, all)]).toEqual([7, 7]);
  await reading.run('COMMIT');
  const after = await State.of(reading, follower.known);
  expect([before.position, beside.position, after.position]).toEqual([1, 1, 2]);
  expect(await after.firstDay(reading, all)).toBe(3);
  reading.closeSync();
  follower.close();
  instance.closeSync();
});
