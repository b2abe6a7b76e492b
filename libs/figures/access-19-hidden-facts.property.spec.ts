import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askedBook } from '#testing/asked-book.js';
import { CONTEXT } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBook } from '#testing/random-book.js';
import { Problem } from '#kernel/problem.js';
import { heldBy, holding, listsTold, parted, told, type Held } from '#testing/seen-book.js';
import type { Arrival } from '#testing/random-book.js';
import type { Document } from '#kernel/ports/views.js';
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

/** Three books that differ in nothing but what is hidden: one, one with what is hidden in another, and one with nothing else. */
async function alike(book: readonly Arrival[], other: readonly Arrival[], rows: Rows) {
  const [one, two] = await Promise.all(
    [book, other].map(async (each) => parted(await heldBy((await askedBook(each, CONTEXT.today)).views), rows)),
  );
  if (one === undefined || two === undefined) throw new Error('two books');
  const days = new Set(one.seen.facts.map(({ record, valid }) => `${record} ${formatDay(valid)}`));
  const isHidden = ({ body, fields }: Document): boolean =>
    !days.has(`${String(fields['stream'])} ${(body as unknown as { occurredAt: string }).occurredAt.slice(0, 10)}`);
  const beside = ({ facts, targets, journal }: Held) =>
    holding({
      facts: [...one.seen.facts, ...facts],
      targets: [...one.seen.targets, ...targets],
      // What has the same position is what is seen.
      journal: [...journal.filter(isHidden), ...one.seen.journal],
    });
  return Promise.all([beside(one.hidden), beside(two.hidden), beside({ facts: [], targets: [], journal: [] })]);
}

/** Metrics that have records of their own. */
const RECORDED = METRICS.filter((metric) => {
  try {
    CATALOGUE.behind(metric);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}).map(({ name }) => name);
const days = fc.record({ asOf: fc.nat(DAYS + 200), knownAt: fc.nat(DAYS + 200) }, { requiredKeys: ['asOf'] });

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
          const books = await alike(book, other, rows);
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

  it('is told the same bytes of every list, of all figures and of what dimensions have', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomBook,
        randomBook,
        fc.constantFrom(...NARROWED),
        fc.constantFrom(...RECORDED),
        days,
        async (book, other, rows, record, { asOf, knownAt }) => {
          const cut = { asOf: FIRST_DAY + asOf, ...(knownAt !== undefined && { knownAt: FIRST_DAY + knownAt }) };
          const books = await alike(book, other, rows);
          const [first, ...others] = await Promise.all(books.map((views) => listsTold(views, record, rows, cut)));
          for (const lists of others) expect(JSON.stringify(lists)).toBe(JSON.stringify(first));
        },
      ),
      { numRuns: 15 },
    );
  });
});
