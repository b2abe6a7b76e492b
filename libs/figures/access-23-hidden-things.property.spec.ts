import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUE } from '#subjects/catalogue.js';
import { atHome, isOfNorth } from '#testing/book-at-home.js';
import { askedBook } from '#testing/asked-book.js';
import { CONTEXT } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBook, type Arrival } from '#testing/random-book.js';
import { thingsTold } from '#testing/things-told.js';
import { answer } from './answer.js';
import { parseQuestion } from './question.js';

const NORTH = { region: ['north'] };
/** All that there are. */
const EVERYWHERE = { region: ['north', 'south', 'east', ''] };
const days = fc
  .record({ asOf: fc.nat(DAYS + 200), knownAt: fc.nat(DAYS + 200) }, { requiredKeys: ['asOf'] })
  .map(({ asOf, knownAt }) => ({
    asOf: FIRST_DAY + asOf,
    ...(knownAt !== undefined && { knownAt: FIRST_DAY + knownAt }),
  }));

async function viewsOf(book: readonly Arrival[]) {
  return (await askedBook(book, CONTEXT.today)).views;
}

describe('access, contract tests 19, 20 and 23: whoever sees some rows only', () => {
  it('is told of customers, sales, interactions, opportunities and changes what a book of these facts only says', async () => {
    await fc.assert(
      fc.asyncProperty(randomBook, days, async (book, cut) => {
        const all = book.map(atHome);
        const seen = await viewsOf(all.filter(isOfNorth));
        const told = await thingsTold(await viewsOf(all), NORTH, cut);
        expect(told).toEqual(await thingsTold(seen, NORTH, cut));
        expect(told).toEqual(await thingsTold(seen, undefined, cut));
      }),
      { numRuns: 25 },
    );
  });

  it('is told all of them where all rows are seen, whatever customers go through', async () => {
    await fc.assert(
      fc.asyncProperty(randomBook, days, async (book, cut) => {
        const views = await viewsOf(book);
        expect(await thingsTold(views, EVERYWHERE, cut)).toEqual(await thingsTold(views, undefined, cut));
      }),
      { numRuns: 25 },
    );
  });

  it('is told of hidden customers what is told of unknown ones, and lists as many as the figures count', async () => {
    await fc.assert(
      fc.asyncProperty(randomBook, async (book) => {
        const views = await viewsOf(book);
        const told = await thingsTold(views, NORTH);
        const listed = told['called'] as { readonly customers: readonly { readonly id: string }[] };
        const ids = listed.customers.map(({ id }) => id);
        for (const id of ['c0', 'c1', 'c2'].filter((one) => !ids.includes(one)))
          for (const what of ['customer', 'timeline'])
            expect(JSON.stringify(told[`${what} ${id}`])).toBe(
              JSON.stringify(told[`${what} nobody`]).replace('nobody', id),
            );
        const question = parseQuestion({ metrics: ['customers.count'], by: ['stage'] }, CATALOGUE);
        const counted = await answer(question, views, { ...CONTEXT, catalogue: CATALOGUE.within(NORTH) });
        const open = listed.customers.filter((one) => !('stage' in one) || one.stage !== 'closed');
        expect(open.length).toBe(counted.totals['customers.count']);
      }),
      { numRuns: 25 },
    );
  });
});
