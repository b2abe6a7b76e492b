import { afterAll, afterEach, expect, it } from '@jest/globals';
import { join } from 'node:path';
import fc from 'fast-check';
import { firstDifference } from '#engine/verify.js';
import { IndexedViews } from '#engine/views/indexed-views.js';
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { Batch } from '#kernel/ports/views.js';
import { randomSale, SCHEMA } from '#testing/random-views.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { withMongoServers } from '../contracts/with-server.js';
import { scratchFolder } from '../journeys/server.js';
import { Program } from '../processes/program.js';

const SHARDS = 3;
const BATCHES = 60;
const KILLS = 3;

/** Batches of all shards in turn, and after how many of them the index is killed: somewhere in what it does with the last of them. */
const histories = fc.record({
  batches: fc
    .array(fc.array(randomSale, { minLength: 1, maxLength: 120, size: 'max' }), {
      minLength: BATCHES,
      maxLength: BATCHES,
    })
    .map((all) => all.map(batchOf)),
  kills: fc
    .uniqueArray(fc.integer({ min: SHARDS, max: BATCHES - 1 }), { minLength: KILLS, maxLength: KILLS })
    .map((at) => at.sort((a, b) => a - b)),
});

function batchOf(facts: Batch['facts'], i: number): Batch {
  const from = Math.floor(i / SHARDS);
  return { shard: i % SHARDS, from, to: from + 1, facts, documents: [] };
}

withMongoServers((adapter, uri) => {
  const scratches: Awaited<ReturnType<typeof scratchFolder>>[] = [];
  let follower: Program | undefined;
  afterEach(() => follower?.kill('SIGKILL'));
  afterAll(async () => {
    for (const scratch of scratches) await scratch.remove();
  });

  it(`${adapter}: an index that is killed while it follows has every batch whole, and goes on from there`, async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ batches, kills }) => {
        const scratch = await scratchFolder();
        scratches.push(scratch);
        const file = join(scratch.folder, 'facts.duckdb');
        const version = `test-${nextEventId()}`;
        const writer = MongoViews.connect(uri, version, SCHEMA, SHARDS);
        const right = new MemoryViews(SCHEMA);
        const differs = async (): Promise<string | undefined> => {
          const store = MongoViews.reader(uri, version, SCHEMA, SHARDS);
          const index = new IndexedViews(store, new DuckDbFacts(file, SCHEMA, store));
          return firstDifference(index, right).finally(() => index.close());
        };
        let begun = false;
        for (const [i, batch] of batches.entries()) {
          if (!begun) {
            const args = [file, uri, version, String(SHARDS), JSON.stringify(SCHEMA)];
            follower = await Program.start('test/faults/shared-index.follower.mjs', { args, says: /^at \d+/ });
            begun = true;
          }
          await Promise.all([writer.apply(batch), right.apply(batch)]);
          if (!kills.includes(i)) continue;
          await follower?.kill('SIGKILL');
          begun = false;
          expect(await differs()).toBeUndefined();
        }
        await follower?.kill('SIGKILL');
        expect(await differs()).toBeUndefined();
        await writer.drop();
        await writer.close();
        await right.close();
      }),
      { numRuns: 1 },
    );
  });
});
