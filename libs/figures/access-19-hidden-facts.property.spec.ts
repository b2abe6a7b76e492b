import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askedBook } from '#testing/asked-book.js';
import { CONTEXT } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBook } from '#testing/random-book.js';
import { heldBy, holding, parted, told } from '#testing/seen-book.js';
import { isAboutTargets } from './formulas/index.js';
import type { Metric } from './metric.js';
import type { Rows } from './rows.js';

/** What keys are narrowed to: one dimension and two, of sales only, of customers only, of what there is none of. */
const NARROWED: readonly Rows[] = [
  { region: ['north'] },
  { region: ['north', 'south'] },
  { region: ['north'], segment: ['s'] },
  { region: ['south'], channel: ['web'] },
  { salesperson: ['Ann'] },
  { stage: ['active', 'at_risk'] },
  { category: ['ware'] },
  { currency: ['EUR'] },
  { region: ['nowhere'] },
];
const METRICS = [...CATALOGUE.metrics.values()];
const day = fc.nat(DAYS + 200).map((offset) => formatDay(FIRST_DAY + offset));
const choice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const asked = fc.record(
  {
    asOf: day,
    knownAt: day,
    grain: fc.constantFrom('month', 'quarter'),
    from: fc.constant(formatDay(FIRST_DAY + 100)),
    compare: fc.constant('previous-year'),
    region: fc.constantFrom(['north'], ['south'], ['north', 'south', 'east']),
  },
  { requiredKeys: [] },
);

function questionOf(
  metric: Metric,
  at: number,
  { region, compare, ...rest }: Readonly<Record<string, unknown>>,
): object {
  const goesBy = isAboutTargets(metric) ? CATALOGUE.metricNamed('revenue.net').dimensions : metric.dimensions;
  const by = metric.onlyBy ?? goesBy[Math.floor(at * goesBy.length)];
  const where = {
    ...(region !== undefined && goesBy.includes('region') && { region }),
    ...(isAboutTargets(metric) && { metric: ['revenue.net'] }),
  };
  const compared = compare !== undefined && rest['from'] !== undefined && { compare };
  return { metrics: [metric.name], by: [by], where, ...rest, ...compared };
}

describe('access, contract test 19: whoever sees some rows only', () => {
  it('is told the same bytes of every metric whatever else is in the book', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomBook,
        randomBook,
        fc.constantFrom(...NARROWED),
        asked,
        choice,
        async (book, other, rows, days, at) => {
          const [one, two] = await Promise.all(
            [book, other].map(async (each) => parted(await heldBy((await askedBook(each, CONTEXT.today)).views), rows)),
          );
          if (one === undefined || two === undefined) throw new Error('two books');
          const beside = async ({ facts, targets }: typeof one.hidden) =>
            holding({ facts: [...one.seen.facts, ...facts], targets: [...one.seen.targets, ...targets] });
          const books = [await beside(one.hidden), await beside(two.hidden), await beside({ facts: [], targets: [] })];
          for (const metric of METRICS) {
            const question = questionOf(metric, at, days);
            const [first, ...others] = await Promise.all(books.map((views) => told(views, question, rows)));
            for (const answer of others) expect([metric.name, answer]).toEqual([metric.name, first]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
