import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { GRAINS, periods } from '#kernel/time/periods.js';
import { askedBook, type AskedBook } from '#testing/asked-book.js';
import { refund, refunded, sale, sold } from '#testing/book-events.js';
import { COMPARISONS } from './question.js';
import { previousWindows } from './compare.js';

const day = (text: string): number => parseDay(text) as number;
const SALES = [
  ['2024-02-28', '1'],
  ['2024-02-29', '100'],
  ['2024-03-01', '10'],
] as const;

describe('a comparison with the year before', () => {
  let book: AskedBook;
  const compared = (question: object) =>
    book.ask({
      metrics: ['revenue.sales'],
      compare: 'previous-year',
      from: '2025-01-01',
      to: '2025-03-31',
      ...question,
    });
  const previousOf = async (question: object): Promise<readonly unknown[]> => {
    const { rows, totals } = await compared(question);
    const counted = rows.map((row) => row['revenue.sales.previous']).filter((value) => value !== '0');
    return [counted, totals['revenue.sales.previous']];
  };

  beforeAll(async () => {
    const events = SALES.map(([on, amount]) => ({ event: sold(sale(on, 'ada', amount), day(on)), on: day(on) }));
    book = await askedBook(events, day('2025-12-31'));
  });

  it.each([
    ['day', ['101', '10']],
    // 2025-W09 is compared with 2024-W09: 26 February to 3 March.
    ['week', ['111']],
    ['month', ['101', '10']],
    ['quarter', ['111']],
    ['year', ['111']],
    ['fiscal-quarter', ['111']],
    ['fiscal-year', ['111']],
    [undefined, ['111']],
  ])('by %s has rows that sum to its total, 29 February included', async (grain, rows) => {
    expect(await previousOf(grain === undefined ? {} : { grain })).toEqual([rows, '111']);
  });

  it('puts 29 February with the 28th, in both directions', async () => {
    const { rows } = await compared({ grain: 'day', from: '2025-02-27', to: '2025-03-01' });
    expect(rows.map((row) => row['revenue.sales.previous'])).toEqual(['0', '101', '10']);
    const leap = await compared({ grain: 'day', from: '2024-02-28', to: '2024-03-01' });
    expect(leap.rows.map((row) => [row['revenue.sales'], row['revenue.sales.previous']])).toEqual([
      ['1', '0'],
      ['100', '0'],
      ['10', '0'],
    ]);
  });

  it('cuts what is not over to equal elapsed days', async () => {
    expect(await previousOf({ grain: 'month', asOf: '2025-02-27' })).toEqual([[], '0']);
    expect(await previousOf({ grain: 'month', asOf: '2025-02-28' })).toEqual([['101'], '101']);
    // 60 days of the quarter are over: those of 2024 end on 29 February.
    expect(await previousOf({ grain: 'quarter', asOf: '2025-03-01' })).toEqual([['101'], '101']);
  });

  it('says by how much of the size before it changed, also where that was negative', async () => {
    const [bought, bigger] = [sale('a', 'ada', '20'), sale('b', 'ada', '10')];
    const events = [
      { event: sold(bought, day('2023-12-31')), on: day('2023-12-31') },
      { event: refunded(refund('r', bought, '20'), day('2024-01-05')), on: day('2024-01-05') },
      { event: sold(bigger, day('2024-02-05')), on: day('2024-02-05') },
    ];
    const { rows } = await askedBook(events, day('2024-12-31'));
    const question = { metrics: ['revenue.net'], from: '2024-02-01', to: '2024-02-29', grain: 'month' };
    expect(await rows({ ...question, compare: 'previous-period' })).toEqual([['2024-02', '10', '-20', 1.5]]);
    expect(await rows({ ...question, compare: 'previous-year' })).toEqual([['2024-02', '10', '0', null]]);
  });
});

describe('the windows a comparison looks at', () => {
  const start = fc.integer({ min: day('2019-12-01'), max: day('2026-01-31') });

  it('follow each other without overlap, one for each row', () => {
    fc.assert(
      fc.property(
        start,
        fc.nat(800),
        fc.nat(800),
        fc.constantFrom(...GRAINS),
        fc.constantFrom(...COMPARISONS),
        (from, length, elapsed, grain, compare) => {
          const to = from + length;
          const buckets = periods(from, to, grain, 1);
          const windows = buckets.map((bucket) => ({
            from: Math.max(bucket.from, from),
            to: Math.min(bucket.to, to, from + elapsed),
          }));
          const before = previousWindows({ compare, grain }, 1, buckets, windows).filter((one) => one.from <= one.to);
          const gaps = before.slice(1).map((one, i) => one.from - (before[i]?.to ?? NaN));
          expect(gaps.filter((gap) => gap !== 1)).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('are whole periods before the period, and the same dates of the year before without a grain', () => {
    const shown = (compare: (typeof COMPARISONS)[number], grain: (typeof GRAINS)[number] | undefined, name: string) => {
      const [from = '', to = ''] = name.split('/');
      const span = { from: day(from), to: day(to) };
      return previousWindows({ compare, ...(grain && { grain }) }, 1, [span], [span]).map((one) => [
        formatDay(one.from),
        formatDay(one.to),
      ]);
    };
    expect(shown('previous-period', 'month', '2025-03-01/2025-03-31')).toEqual([['2025-02-01', '2025-02-28']]);
    expect(shown('previous-period', undefined, '2025-03-01/2025-03-31')).toEqual([['2025-01-29', '2025-02-28']]);
    expect(shown('previous-year', undefined, '2025-02-10/2025-02-28')).toEqual([['2024-02-10', '2024-02-29']]);
    expect(shown('previous-year', 'week', '2025-02-24/2025-03-02')).toEqual([['2024-02-26', '2024-03-03']]);
    expect(shown('previous-year', undefined, '0001-01-01/0001-01-31')).toEqual([['0000-01-01', '0000-01-31']]);
  });
});
