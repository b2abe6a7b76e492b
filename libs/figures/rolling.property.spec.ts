import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askedBook } from '#testing/asked-book.js';
import { DAYS, FIRST_DAY, randomBook } from '#testing/random-book.js';
import { isAboutTargets } from './formulas/index.js';
import type { Metric } from './metric.js';

const TODAY = FIRST_DAY + 2 * DAYS;
const day = fc.nat(DAYS).map((offset) => FIRST_DAY + offset);
const question = fc.record({
  from: day,
  rows: fc.integer({ min: 1, max: 6 }),
  asOf: day,
  knownAt: fc.option(day, { nil: undefined }),
  count: fc.oneof(fc.constantFrom(1, 7, 30, 90, 400), fc.integer({ min: 1, max: 400 })),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});
/** At most 50 are asked for at once. */
const METRICS = [...CATALOGUE.metrics.values()].filter(({ onlyBy }) => onlyBy === undefined);

describe('rolling days, of every metric on any book', () => {
  it('are in each row what a question of those days tells, and in total one of all days asked for', async () => {
    await fc.assert(
      fc.asyncProperty(randomBook, question, async (book, { from, rows, asOf, count, at, knownAt }) => {
        const { ask } = await askedBook(book, TODAY);
        const days = { asOf: formatDay(asOf), ...(knownAt !== undefined && { knownAt: formatDay(knownAt) }) };
        const to = from + rows - 1;
        const grain = `rolling-${String(count)}-days`;
        for (const metric of METRICS) {
          const by = dimensionOf(metric, at);
          const where = isAboutTargets(metric) ? { where: { metric: ['revenue.net'] } } : {};
          const asked = { metrics: [metric.name], by, ...where, ...days };
          const told = await ask({ ...asked, grain, from: formatDay(from), to: formatDay(to) });
          const all = await ask({ ...asked, from: formatDay(from), to: formatDay(to) });
          expect([metric.name, told.totals]).toEqual([metric.name, all.totals]);
          for (let last = from; last <= to; last++) {
            const one = await ask({ ...asked, from: formatDay(last - count + 1), to: formatDay(last) });
            const own = told.rows.filter((row) => row[grain] === formatDay(last));
            expect([metric.name, last, figuresOf(own, metric, by)]).toEqual([
              metric.name,
              last,
              figuresOf(one.rows, metric, by),
            ]);
          }
        }
        // Buyers of the last day that is over by asOf, among those of the 30 days that end with it; none of days that are to come.
        const last = Math.min(to, asOf);
        const buyersFrom = async (first: number): Promise<number> => {
          const span = { from: formatDay(first), to: formatDay(last) };
          return Number((await ask({ metrics: ['customers.buyers'], ...span, ...days })).totals['customers.buyers']);
        };
        const [own, all] = from > last ? [0, 0] : [await buyersFrom(last), await buyersFrom(last - 29)];
        const span = { from: formatDay(from), to: formatDay(to) };
        const { totals } = await ask({ metrics: ['customers.stickiness'], ...span, ...days });
        expect(totals).toEqual({ 'customers.stickiness': all === 0 ? null : own / all });
      }),
      { numRuns: 25 },
    );
  });
});

function dimensionOf({ dimensions }: Metric, at: number): readonly string[] {
  const [name] = dimensions.slice(Math.floor(at * dimensions.length));
  return at < 0.3 || name === undefined ? [] : [name];
}

/** Without parts of which there is nothing in these days. */
function figuresOf(rows: readonly Readonly<Record<string, unknown>>[], { name }: Metric, by: readonly string[]) {
  return rows.flatMap((row) => {
    const figure = row[name];
    return figure === null || Number(figure) === 0 ? [] : [[...by.map((one) => row[one]), figure]];
  });
}
