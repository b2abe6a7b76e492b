import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuditableViews, Cell } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { placedRequest, randomStays } from './random-places.js';
import { randomSale, SCHEMA } from './random-views.js';

/** The law of places for whoever answers requests: what the memory reference says. */
export function placesContract(name: string, openOne: (schema: ViewSchema) => AuditableViews, runs: number): void {
  it(`${name}: tells facts apart by where their customers stand as the memory reference does`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomSale, { maxLength: 12 }),
        randomStays,
        fc.array(placedRequest, { minLength: 1, maxLength: 4 }),
        async (sales, stays, requests) => {
          const views = openOne(SCHEMA);
          const reference = new MemoryViews(SCHEMA);
          const batch = { shard: 0, from: 0, to: 1, facts: [...sales, ...stays], documents: [] };
          await Promise.all([views.apply(batch), reference.apply(batch)]);
          const [answer, expected] = await Promise.all([views.sums(requests), reference.sums(requests)]);
          expect(answer.cells.map(inWords)).toEqual(expected.cells.map(inWords));
          await views.close();
        },
      ),
      { numRuns: runs },
    );
  });
}

function inWords(cells: readonly Cell[]): readonly string[] {
  return cells.map(({ window, group, sums }) => JSON.stringify([window, group, sums.map(String)])).sort();
}
