import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import { ChainedViews } from '#testing/chained-views.js';
import { randomSale, SCHEMA } from '#testing/random-views.js';
import { describeWhere } from '../describe-where.js';
import { fill, removeDisk, smallDisk } from './small-disk.js';

const disk = smallDisk();
const orders = { series: 'sales', measures: ['orders'], where: {}, group: [], windows: [{ to: 100 }] };
const batches = fc
  .sample(fc.array(randomSale, { minLength: 100, maxLength: 200 }), { numRuns: 60, seed: 7 })
  .map((facts, from) => ({ shard: 0, from, to: from + 1, facts, documents: [] }));

describeWhere(disk === undefined ? 'needs leave to mount a tmpfs' : undefined, 'an index of facts without room', () => {
  const folder = disk ?? '';
  afterAll(() => removeDisk(folder));

  it('says that its disk is full, and goes on by itself when there is room', async () => {
    const file = join(folder, 'full.duckdb');
    const chain = new ChainedViews(SCHEMA);
    for (const batch of batches.slice(0, 20)) await chain.apply(batch);
    const index = new DuckDbFacts(file, SCHEMA, chain);
    expect(await index.follow()).toBe(20);

    const filler = fill(folder);
    for (const batch of batches.slice(20)) await chain.apply(batch);
    const full = { code: 'views-unavailable', detail: expect.stringMatching('disk') };
    await expect(index.follow()).rejects.toMatchObject(full);
    await expect(index.sums([orders])).rejects.toMatchObject(full);

    rmSync(filler);
    expect((await index.sums([orders])).position).toBe(60);
    expect((await index.sums([orders])).cells).toEqual((await chain.sums([orders])).cells);
    await index.close();
  });

  it('says that its memory is too little, and loses nothing of what it had', async () => {
    const file = join(folder, 'short.duckdb');
    const chain = new ChainedViews(SCHEMA);
    for (const batch of batches.slice(0, 20)) await chain.apply(batch);
    const before = new DuckDbFacts(file, SCHEMA, chain);
    await before.follow();
    await before.close();

    for (const batch of batches.slice(20)) await chain.apply(batch);
    const short = new DuckDbFacts(file, SCHEMA, chain, { memory: 1, threads: 1, spill: 1 });
    await expect(short.follow()).rejects.toMatchObject({
      code: 'views-unavailable',
      detail: expect.stringMatching('TALLY_INDEX_MEMORY'),
    });
    await short.close();
    const index = new DuckDbFacts(file, SCHEMA, chain);
    expect((await index.sums([orders])).cells).toEqual((await chain.sums([orders])).cells);
    await index.close();
  });
});
