import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recorded } from '#testing/book-events.js';
import { CONTEXT, projected, STRICT } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBook } from '#testing/random-book.js';
import { DEFAULT_POLICIES, type Policies } from './policy.js';
import { answer } from '#figures/answer.js';
import { CATALOGUE } from '../catalogue.js';
import { preview } from './preview.js';

/** Tiers that a book of a few sales moves its customers through. */
const EASY: Policies = {
  ...STRICT,
  tiers: [
    {
      from: -Infinity,
      policy: {
        windowDays: 60,
        tiers: [{ name: 'often', any: [{ orders: 2 }] }, { name: 'once', any: [{ orders: 1 }] }, { name: 'never' }],
      },
    },
  ],
};
const day = fc.nat(2 * DAYS).map((offset) => FIRST_DAY + offset);

describe('a preview', () => {
  it('has the sizes of customers.count and the revenue of revenue.sales under either policy, for any book and day', async () => {
    await fc.assert(
      fc.asyncProperty(randomBook, day, fc.constantFrom('stage', 'tier'), async (book, asOf, by) => {
        const events = recorded(book);
        const sides = { current: DEFAULT_POLICIES, proposed: EASY };
        const served = await projected(events, sides.current);
        const found = await preview({ by, ...sides, asOf, to: asOf }, served);
        for (const side of ['current', 'proposed'] as const) {
          const views = side === 'current' ? served : await projected(events, sides[side]);
          const metrics = ['customers.count', 'revenue.sales'].map((name) => CATALOGUE.metricNamed(name));
          const { rows } = await answer({ metrics, by: [by], where: {}, asOf }, views, CONTEXT);
          const figures = rows
            .filter((row) => row[by] !== '')
            .map((row) => [row[by], { customers: row['customers.count'], revenue: row['revenue.sales'] }]);
          const shown = Object.entries(found[side]);
          expect([side, shown.filter(isNotZero).sort()]).toEqual([side, figures.filter(isNotZero).sort()]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** A part in which nobody stands and that earned nothing may be left out. */
function isNotZero([, part]: readonly unknown[]): boolean {
  const { customers, revenue } = part as { readonly customers: number; readonly revenue: string };
  return customers !== 0 || revenue !== '0';
}
