import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findAll } from '#kernel/ports/find-all.js';
import { recorded } from '#testing/book-events.js';
import { projected, STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { alsoMerged } from '#testing/random-merges.js';
import { cases } from '#testing/night.js';
import { boughtUpTo } from '../segments/bought.js';
import { timelineEffect } from '../tables.js';
import { KnownCustomer } from './known-customer.js';

const CUSTOMERS = 3;

it('knows by its journal what a customer ever bought as the figures do, merged and voided or not', async () => {
  const drawn = fc.record({
    book: alsoMerged(randomBookOf(CUSTOMERS, 20, 60), CUSTOMERS, 3),
    days: fc.uniqueArray(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }), { minLength: 3, maxLength: 3 }),
  });
  let bought = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, days }) => {
      const views = await projected(recorded(book), STRICT);
      const on = { views, calendar: UTC, policies: STRICT, effectOf: timelineEffect };
      const ascending = days.toSorted((a, b) => a - b);
      for (const what of ['product', 'category'] as const) {
        const figures = await boughtUpTo(what, ascending, { views });
        for await (const { id } of findAll(views, 'customers', {})) {
          const known = (await KnownCustomer.fromJournal(id, on)).by(() => true);
          for (const day of ascending) {
            const { on: seen } = known.seen(day, {});
            if (seen === undefined) continue;
            const found = seen.others.bought?.(what, id, day) ?? [];
            bought += found.length;
            expect([id, day, found]).toEqual([id, day, figures(id, day)]);
          }
        }
      }
    }),
    { numRuns: cases({ day: 15, night: 200 }) },
  );
  expect(bought).toBeGreaterThan(50);
});
