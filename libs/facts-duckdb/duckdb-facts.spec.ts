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
  expect(await held.sums([request])).toMatchObject(answer(1));
  await sale(1);
  expect([await held.sums([request]), await held.firstDay(['sales'])]).toMatchObject([answer(1), 5]);
  await held.close();
  expect([await index.sums([request]), await index.firstDay(['sales'])]).toMatchObject([answer(2), 4]);
  await index.close();
});

/** A chain that counts how often somebody begins to follow it. */
class CountedChain extends ChainedViews {
  rounds = 0;

  override heads(): ReturnType<ChainedViews['heads']> {
    this.rounds++;
    return super.heads();
  }
}

it('follows once for all who want it covered, and no more for questions of what is', async () => {
  const chain = new CountedChain(SCHEMA);
  const index = new DuckDbFacts(newFile(), SCHEMA, chain);
  await index.follow();
  chain.rounds = 0;
  for (const at of [0, 1, 2])
    await chain.apply({ shard: 0, from: at, to: at + 1, facts: [saleRow({ valid: at })], documents: [] });
  const wanted = Array.from({ length: 40 }, () => index.follow());
  const covered = await Promise.all(wanted);
  // The one under way, and the next for all who came meanwhile.
  expect([new Set(covered), chain.rounds]).toEqual([new Set([3]), 2]);
  const request = { series: 'sales', measures: ['orders'], where: {}, group: [], windows: [{ to: 10 }] };
  const answers = await Promise.all(
    covered.map(async (covering) => {
      const held = index.hold(covering);
      const [{ position }] = await Promise.all([held.sums([request]), held.firstDay(['sales'])]);
      await held.close();
      return position;
    }),
  );
  expect([new Set(answers), chain.rounds]).toEqual([new Set([3]), 2]);
  await index.close();
});

it('knows how far it is of each shard after small steps and after it is opened again', async () => {
  const chain = new ChainedViews(SCHEMA);
  const file = newFile();
  const opened = new DuckDbFacts(file, SCHEMA, chain);
  const steps = [
    { shard: 0, from: 0, to: 2 },
    { shard: 0, from: 2, to: 5 },
    { shard: 1, from: 0, to: 7 },
    { shard: 0, from: 5, to: 9 },
    { shard: 1, from: 7, to: 8 },
  ];
  const reached: number[] = [];
  for (const step of steps) {
    await chain.apply({ ...step, facts: [saleRow({ valid: 1 })], documents: [] });
    reached.push(await opened.follow());
  }
  expect(reached).toEqual([2, 5, 5, 7, 8]);
  await opened.close();
  const again = new DuckDbFacts(file, SCHEMA, chain);
  const request = { series: 'sales', measures: ['orders'], where: {}, group: [], windows: [{ to: 10 }] };
  expect(await again.sums([request])).toMatchObject({ position: 8, cells: [[{ window: 0, group: [], sums: [5n] }]] });
  await again.close();
});
