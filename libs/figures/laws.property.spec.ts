import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '#testing/night.js';
import { UTC } from '#testing/projected.js';
import { formatDay } from '#kernel/time/calendar.js';
import { formatDecimal, readDecimal } from '#kernel/decimal.js';
import { askedBook } from '#testing/asked-book.js';
import { DAYS, FIRST_DAY, randomBook } from '#testing/random-book.js';
import { alsoMerged } from '#testing/random-merges.js';
import type { MemoryViews } from '#views-memory/memory-views.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { CATALOGUE as BUILT_IN } from '#subjects/catalogue.js';
import { DEFAULT_POLICIES } from '#subjects/policies/policy.js';
import type { SaidFormula } from './custom/said-formula.js';
import { withCustom } from './custom/with-custom.js';
import { explain } from './explain.js';
import { isAboutTargets, type Formula } from './formulas/index.js';
import type { Metric } from './metric.js';
import { recordsPage } from './records-page.js';
import { readTargets } from './target.js';
import type { Figure } from './value.js';

const TODAY = FIRST_DAY + 2 * DAYS;
/** What callers define is a metric like any other. */
const DEFINED: Readonly<Record<string, SaidFormula>> = {
  'custom.lost': {
    sum: [{ metric: 'revenue.refunded' }, { metric: 'revenue.discount', where: { region: ['north'] } }],
  },
  'custom.moved': { difference: [{ metric: 'customers.new' }, { metric: 'customers.lost' }] },
  'custom.known': { sum: [{ metric: 'customers.active' }, { metric: 'customers.churned' }] },
  'custom.each': { ratio: [{ metric: 'custom.lost' }, { metric: 'orders' }] },
  'custom.daily': { per: [{ ratio: [{ metric: 'revenue.net' }, { metric: 'customers.buyers' }] }, 'days'] },
};
const CATALOGUE = withCustom(
  BUILT_IN,
  new Map(
    Object.entries(DEFINED).map(([name, formula]) => [
      name,
      { name, version: 1, title: name, definition: 'Defined by a caller.', formula },
    ]),
  ),
);
const METRICS = [...CATALOGUE.metrics.values()];
const TARGETED = 'revenue.net';
const WITH_RECORDS = METRICS.filter((metric) => metric.kind !== 'ratio' && !isAboutTargets(metric));

/** Books; every metric is asked on each. */
const RUNS = { since: cases({ day: 25, night: 60 }), records: cases({ day: 60, night: 150 }) };
const day = fc.nat(DAYS + 200).map((offset) => FIRST_DAY + offset);
const cuts = fc.record({ asOf: day, knownAt: day, to: day }, { requiredKeys: [] });
const book = alsoMerged(randomBook, 3);
/** Picks of dimensions and values, as fractions. */
const choice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** The first day of any fact; for a metric about targets also of any of its targets. */
async function firstDayOf(views: MemoryViews, metric: Metric): Promise<number> {
  const first = await views.firstDay(VIEW_SCHEMA.series.map(({ name }) => name));
  const targets = isAboutTargets(metric) ? await readTargets(views, TARGETED) : [];
  return Math.min(first ?? Infinity, ...targets.map(({ from }) => from));
}

const formatted = (days: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(days).map(([name, value]) => [name, formatDay(value)]));

function dimensionOf(metric: Metric, at: number): readonly string[] {
  if (metric.onlyBy !== undefined) return [metric.onlyBy];
  return metric.dimensions.length === 0 ? [] : [metric.dimensions[Math.floor(at * metric.dimensions.length)] as string];
}

/** Rows by such a dimension are of more than the metric is without it, and so is their total: a cell that no record can be asked of. */
function widens({ formula }: Metric<Formula>, dimension: string): boolean {
  return formula.kind === 'either' && formula.inTotal === true && formula.dimensions.includes(dimension);
}

describe('every metric of the catalogue, on any book', () => {
  it('without from is as from the first day of all: in rows, totals, records and explanations', async () => {
    await fc.assert(
      fc.asyncProperty(
        book,
        cuts,
        choice,
        fc.constantFrom(undefined, 'month', 'week'),
        async (arrivals, days, at, grain) => {
          const { ask, views } = await askedBook(arrivals, TODAY, DEFAULT_POLICIES, CATALOGUE);
          const { asOf = TODAY, knownAt } = days;
          for (const metric of METRICS) {
            const from = Math.min(await firstDayOf(views, metric), days.to ?? asOf);
            const where = isAboutTargets(metric) ? { where: { metric: [TARGETED] } } : {};
            const by = dimensionOf(metric, at);
            const question = { metrics: [metric.name], by, ...where, ...formatted(days), ...(grain && { grain }) };
            expect(await ask(question)).toEqual(await ask({ ...question, from: formatDay(from) }));
            if (!WITH_RECORDS.includes(metric)) continue;
            const cell = { metric, where: {}, asOf, ...days, limit: 1_000, asked: {} };
            expect(await recordsPage(cell, views, CATALOGUE, UTC)).toEqual(
              await recordsPage({ ...cell, from }, views, CATALOGUE, UTC),
            );
            const point = { asOf, views, ...(knownAt !== undefined && { knownAt }) };
            const steps = { start: point, policies: point, known: point, end: { ...point, asOf: TODAY } };
            const takenBack = { voids: new Set<string>(), refunds: new Set<string>() };
            const asked = { metric, where: {}, steps, takenBack };
            expect(await explain(asked, CATALOGUE)).toEqual(await explain({ ...asked, from }, CATALOGUE));
          }
        },
      ),
      { numRuns: RUNS.since },
    );
  });

  it('is the sum of the records behind it: in total and in every part, since ever and in any span', async () => {
    await fc.assert(
      fc.asyncProperty(book, cuts, fc.option(day, { nil: undefined }), choice, async (arrivals, days, start, at) => {
        const { ask, views } = await askedBook(arrivals, TODAY, DEFAULT_POLICIES, CATALOGUE);
        const { asOf = TODAY } = days;
        const from = start === undefined ? {} : { from: Math.min(start, days.to ?? start) };
        for (const metric of WITH_RECORDS) {
          const [name] = dimensionOf(metric, at);
          if (name === undefined) throw new Error(`${metric.name} goes by nothing`);
          const span = formatted({ ...days, ...from });
          const { rows, totals } = await ask({ metrics: [metric.name], by: [name], ...span });
          const cells: [Readonly<Record<string, readonly string[]>>, Figure | undefined][] = rows.map((row) => [
            { [name]: [String(row[name])] },
            row[metric.name],
          ]);
          const whole = widens(metric, name) ? (await ask({ metrics: [metric.name], ...span })).totals : totals;
          if (metric.onlyBy === undefined) cells.push([{}, whole[metric.name]]);
          for (const [where, figure] of cells) {
            const page = await recordsPage(
              { metric, where, asOf, ...days, ...from, limit: 1_000, asked: {} },
              views,
              CATALOGUE,
              UTC,
            );
            const shares = page.records.reduce((sum, { value }) => sum + readDecimal(String(value)), 0n);
            const sum = metric.type === 'decimal' ? formatDecimal(shares) : Number(formatDecimal(shares));
            expect([metric.name, where, page.sum, sum]).toEqual([metric.name, where, figure, figure]);
          }
        }
      }),
      { numRuns: RUNS.records },
    );
  });
});
