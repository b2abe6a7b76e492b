import { beforeAll, describe, expect, it } from '@jest/globals';
import { UTC } from '#testing/projected.js';
import { parseDay } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { askedBook, type AskedBook } from '#testing/asked-book.js';
import { registered, sale, sold, voided } from '#testing/book-events.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { cohortMatrix } from '#subjects/customers/cohorts.js';
import { dimensionValues } from './dimension-values.js';
import { explain } from './explain.js';
import { allFigures } from './figures.js';
import { recordsPage } from './records-page.js';

const day = (text: string): number => parseDay(text) as number;
const TODAY = day('2024-04-01');
const bought = (id: string, on: string) => ({ event: sold(sale(id, 'ada', '10'), day(on)), on: day(on) });

describe('a question since ever', () => {
  let book: AskedBook;
  beforeAll(async () => {
    const ada = { event: registered('ada', day('2024-01-01')), on: day('2024-01-01') };
    book = await askedBook([ada, bought('s-1', '2024-01-15'), bought('s-2', '2024-03-20')], TODAY);
  });

  it('counts a customer who bought on two days once', async () => {
    const metrics = ['customers.buyers', 'revenue.per_buyer'];
    expect((await book.ask({ metrics })).totals).toEqual({ 'customers.buyers': 1, 'revenue.per_buyer': 20 });
    expect((await book.ask({ metrics, asOf: '2024-03-31', by: ['region'] })).totals).toEqual({
      'customers.buyers': 1,
      'revenue.per_buyer': 20,
    });
    const cell = { metric: CATALOGUE.metricNamed('customers.buyers'), where: {}, asOf: TODAY, limit: 10, asked: {} };
    expect(await recordsPage(cell, book.views, CATALOGUE, UTC)).toMatchObject({ count: 1, sum: 1 });
  });

  it('opens with nobody, whoever came and stayed', async () => {
    const metric = CATALOGUE.metricNamed('customers.opening');
    expect((await book.ask({ metrics: ['customers.opening', 'customers.closing'] })).rows).toEqual([
      { 'customers.opening': 0, 'customers.closing': 1 },
    ]);
    expect(
      await recordsPage({ metric, where: {}, asOf: TODAY, limit: 10, asked: {} }, book.views, CATALOGUE, UTC),
    ).toMatchObject({
      count: 0,
      sum: 0,
    });
    const point = { asOf: TODAY, views: book.views };
    const steps = { start: { ...point, asOf: day('2024-02-01') }, policies: point, known: point, end: point };
    const takenBack = { voids: new Set<string>(), refunds: new Set<string>() };
    expect(await explain({ metric, where: {}, steps, takenBack }, CATALOGUE)).toMatchObject({ a: 0n, b: 0n });
  });
});

describe('a book with one fact dated 0024 instead of 2024, taken back at once', () => {
  let book: AskedBook;
  beforeAll(async () => {
    const typo = sale('s-0', 'ada', '1000');
    const early = day('0024-01-15');
    book = await askedBook(
      [
        bought('s-1', '2024-01-15'),
        { event: sold(typo, early), on: day('2024-02-01') },
        { event: voided(typo, early), on: day('2024-02-01') },
        bought('s-2', '2024-03-20'),
      ],
      TODAY,
    );
  });

  it.each(['day', 'week', 'month', 'quarter', 'fiscal-quarter'])(
    'refuses a series by %s without from',
    async (grain) => {
      const refused = book.ask({ metrics: ['orders'], grain });
      await expect(refused).rejects.toThrow(Problem);
      await expect(refused).rejects.toMatchObject({ code: 'invalid-request', errors: [{ field: 'from' }] });
    },
  );

  it('answers everything that has fewer rows', async () => {
    expect(await book.rows({ metrics: ['orders'] })).toEqual([[2]]);
    expect(await book.rows({ metrics: ['orders'], grain: 'month', from: '2024-03-01' })).toEqual([
      ['2024-03', 1],
      ['2024-04', 0],
    ]);
    expect((await book.rows({ metrics: ['orders'], grain: 'year' })).slice(-2)).toEqual([
      ['2023', 0],
      ['2024', 2],
    ]);
  });

  it('shows all figures by period, of the periods in which anything happened', async () => {
    const { figures } = await allFigures({ to: TODAY, asOf: TODAY, grain: 'month' }, book.views, book.context);
    const months = figures['']?.map((row) => [
      row['month'],
      row['orders'],
      row['customers.closing'],
      row['revenue.net'],
    ]);
    expect(months).toEqual([
      ['2024-01', 1, 1, '10'],
      ['2024-02', 0, 1, '0'],
      ['2024-03', 1, 1, '10'],
      ['2024-04', 0, 1, '0'],
    ]);
  });

  it('shows those figures that are named, and has a digest of just these', async () => {
    const shown = (...metrics: string[]) =>
      allFigures(
        { to: TODAY, asOf: TODAY, ...(metrics.length > 0 && { shown: { '': metrics } }) },
        book.views,
        book.context,
      );
    const [orders, two, all] = await Promise.all([shown('orders'), shown('orders', 'units'), shown()]);
    expect(orders.figures['']).toEqual([{ orders: 2 }]);
    expect(two.figures['']).toEqual([{ orders: 2, units: '2' }]);
    expect(new Set([orders.digest, two.digest, all.digest]).size).toBe(3);
    expect((await shown('units', 'orders')).digest).toBe(two.digest);
  });

  it('still has cohorts and values of dimensions', async () => {
    const question = { grain: 'month', measure: 'customers', fiscalStart: 1, asOf: TODAY, today: TODAY } as const;
    const { cohorts } = await cohortMatrix(question, book.views, CATALOGUE);
    expect(cohorts.map(({ cohort, size, cells }) => [cohort, size, cells.length])).toEqual([['2024-01', 1, 4]]);
    expect(await dimensionValues('cohort', book.views, TODAY, CATALOGUE)).toEqual(['2024-01']);
  });
});
