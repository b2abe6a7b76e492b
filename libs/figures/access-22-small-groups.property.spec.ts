import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askedBook } from '#testing/asked-book.js';
import { registered } from '#testing/book-events.js';
import { CONTEXT } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { heldBy, holding, told, type Held } from '#testing/seen-book.js';
import type { Answer } from './figure.answers.js';
import { allFigures } from './figures.js';
import { isAboutTargets } from './formulas/index.js';

const CUSTOMERS = ['c0', 'c1', 'c2', 'c3'];
const LEAST = 2;
const METRICS = [...CATALOGUE.metrics.values()].filter((metric) => !isAboutTargets(metric));
const day = fc.nat(DAYS + 200).map((offset) => formatDay(FIRST_DAY + offset));
const choice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const asked = fc.record({ asOf: day, grain: fc.constantFrom('quarter', 'year') }, { requiredKeys: [] });

/** Regions of so many customers each. */
async function regionsOf(sizes: Readonly<Record<string, number>>) {
  const customers = Object.entries(sizes).flatMap(([region, size]) =>
    Array.from({ length: size }, (_, i) => registered(`${region}-${String(i)}`, FIRST_DAY, { region })),
  );
  return (
    await askedBook(
      customers.map((event) => ({ event, on: FIRST_DAY })),
      CONTEXT.today,
    )
  ).views;
}

async function populationBy(sizes: Readonly<Record<string, number>>, more: object = {}): Promise<Answer> {
  const question = { metrics: ['customers.total'], by: ['region'], ...more };
  return JSON.parse(await told(await regionsOf(sizes), question, undefined, 5)) as Answer;
}

const shownIn = ({ rows, totals, meta: { suppressed } }: Answer) => [
  rows.map((row) => row['customers.total']),
  totals['customers.total'],
  suppressed,
];

async function figuresOf(views: Parameters<typeof told>[0], question: object, least?: number): Promise<Answer> {
  return JSON.parse(await told(views, question, undefined, least)) as Answer;
}

/** The figure of each cell of a metric, by what it is the cell of. */
function cellsOf({ rows, totals }: Answer, name: string): ReadonlyMap<string, unknown> {
  const cells = rows.map(({ [name]: figure, ...cell }) => [JSON.stringify(cell), figure] as const);
  return new Map([...cells, ['total', totals[name]]]);
}

const without = (held: Held, customer: string): Held => ({
  ...held,
  facts: held.facts.filter((fact) => fact.customer !== customer),
});

describe('access, contract test 22: whoever sees nothing of fewer customers than five', () => {
  it('is told of 50 and of all, and neither of 3 nor of the 20 from which they could be told', async () => {
    expect(shownIn(await populationBy({ a: 3, b: 20, c: 50 }))).toEqual([[null, null, 50], 73, 2]);
    expect(shownIn(await populationBy({ a: 5, b: 20, c: 50 }))).toEqual([[5, 20, 50], 75, 0]);
    expect(shownIn(await populationBy({ a: 3, b: 4, c: 50 }))).toEqual([[null, null, 50], 57, 2]);
  });

  it('is not told what those who are hidden come to together where they are as few', async () => {
    expect(shownIn(await populationBy({ a: 1, b: 2, c: 20, d: 50 }))).toEqual([[null, null, null, 50], 73, 3]);
    expect(shownIn(await populationBy({ a: 1, b: 2 }))).toEqual([[null, null], null, 3]);
  });

  it('is told the same of all figures as of each', async () => {
    const views = await regionsOf({ a: 3, b: 20, c: 50 });
    const { today } = CONTEXT;
    const context = { ...CONTEXT, catalogue: CATALOGUE.within(undefined, 5) };
    const { figures } = await allFigures({ from: FIRST_DAY, to: today, asOf: today }, views, context);
    const [total] = figures[''] ?? [];
    const byRegion = figures['region']?.map(({ region, ...row }) => [region, row['customers.total']]);
    expect([byRegion, total?.['customers.total']]).toEqual([
      [
        ['a', null],
        ['b', null],
        ['c', 50],
      ],
      73,
    ]);
    const metrics = Object.keys(figures['region']?.[0] ?? {}).filter((name) => name !== 'region');
    for (const name of metrics) {
      const { rows } = await figuresOf(views, { metrics: [name], by: ['region'], from: formatDay(FIRST_DAY) }, 5);
      // What nobody is listed by in one is hidden, or nothing, in the other.
      for (const { region, [name]: figure } of rows)
        expect([name, region, figures['region']?.find((row) => row['region'] === region)?.[name]]).toEqual([
          name,
          region,
          figure,
        ]);
    }
  });

  it('is told of no change from or to what is hidden', async () => {
    const answer = await populationBy(
      { a: 3, b: 20, c: 50 },
      { from: formatDay(FIRST_DAY + 5), to: formatDay(FIRST_DAY + 20), compare: 'previous-year' },
    );
    expect(answer.rows.map((row) => [row['customers.total.previous'], row['customers.total.change']])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    // Nobody was there the year before: three rows and their total.
    expect(answer.meta.suppressed).toBe(2 + 4);
  });

  it('is told what is true or nothing, of sums only what enough customers changed, and never all of a sum but one', async () => {
    await fc.assert(
      fc.asyncProperty(randomBookOf(4, 5, 60), asked, choice, async (book, days, at) => {
        const { views } = await askedBook(book, CONTEXT.today);
        const held = await heldBy(views);
        const others = await Promise.all(CUSTOMERS.map((customer) => holding(without(held, customer))));
        for (const metric of METRICS) {
          const by = metric.onlyBy ?? metric.dimensions[Math.floor(at * metric.dimensions.length)];
          const question = { metrics: [metric.name], by: [by], from: formatDay(FIRST_DAY), ...days };
          const whole = cellsOf(await figuresOf(views, question), metric.name);
          const shown = cellsOf(await figuresOf(views, question, LEAST), metric.name);
          const told = [...shown].filter(([, figure]) => figure !== null);
          expect([metric.name, ...told]).toEqual([metric.name, ...told.map(([cell]) => [cell, whole.get(cell)])]);
          expect([...shown.keys()]).toEqual([...whole.keys()]);
          if (!metric.additive) continue;
          const less = await Promise.all(
            others.map(async (other) => cellsOf(await figuresOf(other, question), metric.name)),
          );
          const nothing = metric.type === 'decimal' ? '0' : 0;
          for (const [cell, figure] of told) {
            const behind = less.filter((one) => (one.get(cell) ?? nothing) !== figure).length;
            expect([metric.name, cell, behind >= LEAST]).toEqual([metric.name, cell, true]);
          }
          const isHidden = (cell: string): boolean => shown.get(cell) === null && whole.get(cell) !== nothing;
          const hidden = [...shown.keys()].filter((cell) => cell !== 'total' && isHidden(cell));
          const isSum = metric.onlyBy === undefined && metric.kind === 'flow' && shown.get('total') !== null;
          expect([metric.name, isSum && hidden.length === 1]).toEqual([metric.name, false]);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('is asked for nothing behind which nobody is counted', async () => {
    const views = await regionsOf({ a: 1 });
    const question = { metrics: ['target.attainment'], where: { metric: ['orders'] } };
    expect(await figuresOf(views, question, 5)).toMatchObject({ code: 'restricted' });
    const listed = CATALOGUE.within(undefined, 5).listed.map(({ name }) => name);
    expect(listed.filter((name) => name.startsWith('target'))).toEqual([]);
    expect(listed).toContain('customers.total');
  });
});
