import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '#testing/night.js';
import { formatDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askedBook } from '#testing/asked-book.js';
import { CONTEXT } from '#testing/projected.js';
import { atHome, isOfNorth } from '#testing/book-at-home.js';
import { DAYS, FIRST_DAY, randomBook } from '#testing/random-book.js';
import { listsTold, told } from '#testing/seen-book.js';
import { allFigures, shownToday } from './figures.js';
import { isAboutTargets } from './formulas/index.js';
import type { Metric } from './metric.js';

const ROWS = { region: ['north'] };
const METRICS = [...CATALOGUE.metrics.values()];
const day = fc.nat(DAYS + 200).map((offset) => formatDay(FIRST_DAY + offset));
const choice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const asked = fc.record({ asOf: day, knownAt: day, grain: fc.constantFrom('month', 'week') }, { requiredKeys: [] });

type Data = Readonly<Record<string, unknown>>;

function questionOf(metric: Metric, at: number): Record<string, unknown> {
  const of = isAboutTargets(metric) ? CATALOGUE.metricNamed('revenue.net') : metric;
  const by = metric.onlyBy ?? of.dimensions[Math.floor(at * of.dimensions.length)];
  return { metrics: [metric.name], by: [by], ...(of !== metric && { where: { metric: [of.name] } }) };
}

const REFUSED = { code: 'restricted', detail: expect.stringContaining('does not go by region') };

/** What is told of figures, or why nothing is. */
const figuresIn = (answer: string): unknown => {
  const { meta: _meta, ...figures } = JSON.parse(answer) as Data;
  return figures;
};

const withoutPositions = (lists: Data): unknown =>
  JSON.parse(JSON.stringify(lists, (name, value: unknown) => (name === 'position' ? undefined : value)));

describe('access, contract test 20: whoever sees some rows only', () => {
  it('is told of every metric that goes by them what a book of these facts only says, and of others that they do not', async () => {
    await fc.assert(
      fc.asyncProperty(randomBook, asked, choice, async (book, days, at) => {
        const all = book.map(atHome);
        const whole = (await askedBook(all, CONTEXT.today)).views;
        const seen = (await askedBook(all.filter(isOfNorth), CONTEXT.today)).views;
        for (const metric of METRICS) {
          const question = { ...questionOf(metric, at), ...days, from: formatDay(FIRST_DAY) };
          const answer = await told(whole, question, ROWS);
          const goesBy = isAboutTargets(metric) || metric.dimensions.includes('region');
          const same = goesBy ? figuresIn(await told(seen, question)) : REFUSED;
          expect([metric.name, figuresIn(answer)]).toEqual([metric.name, same]);
        }
      }),
      { numRuns: cases({ day: 25, night: 60 }) },
    );
  });

  it('is told of every list and of all figures what a book of these facts only says', async () => {
    const records = METRICS.filter(({ kind, dimensions }) => kind === 'flow' && dimensions.includes('region'));
    await fc.assert(
      fc.asyncProperty(randomBook, fc.nat(), async (book, which) => {
        const all = book.map(atHome);
        const whole = (await askedBook(all, CONTEXT.today)).views;
        const seen = (await askedBook(all.filter(isOfNorth), CONTEXT.today)).views;
        const record = records[which % records.length]?.name ?? 'orders';
        const told = await listsTold(whole, record, ROWS);
        const same = await listsTold(seen, record);
        const catalogue = CATALOGUE.within(ROWS);
        const cut = { asOf: CONTEXT.today, to: CONTEXT.today, shown: shownToday(catalogue) } as const;
        const { figures } = await allFigures(cut, seen, CONTEXT);
        expect(Object.keys(figures)).toContain('stage');
        expect(withoutPositions({ ...told, figures: null })).toEqual(withoutPositions({ ...same, figures: null }));
        expect((told['figures'] as Data)['figures']).toEqual(figures);
      }),
      { numRuns: 15 },
    );
  });

  it('is asked only for what goes by them', () => {
    const listed = CATALOGUE.within(ROWS).listed.filter(
      (one) => one.name !== 'target' && one.name !== 'target.attainment',
    );
    expect(listed.length).toBeGreaterThan(40);
    expect(listed.filter(({ dimensions }) => !dimensions.includes('region'))).toEqual([]);
    expect(CATALOGUE.within({ category: ['ware'], region: ['north'] }).listed.map(({ name }) => name)).not.toContain(
      'customers.total',
    );
  });
});
