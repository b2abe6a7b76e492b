import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { formatDay, parseDay } from './calendar.js';
import { GRAINS, periodOf, periods } from './periods.js';

const day = (text: string): number => parseDay(text) as number;
const anyDay = fc.integer({ min: -30_000, max: 60_000 });

describe('the period of a day', () => {
  it.each([
    ['day', '2020-01-31', 1, '2020-01-31', '2020-01-31', '2020-01-31'],
    ['week', '2020-01-31', 1, '2020-W05', '2020-01-27', '2020-02-02'],
    ['week', '2021-01-01', 1, '2020-W53', '2020-12-28', '2021-01-03'],
    ['week', '2021-01-04', 1, '2021-W01', '2021-01-04', '2021-01-10'],
    ['month', '2020-02-29', 1, '2020-02', '2020-02-01', '2020-02-29'],
    ['quarter', '2020-06-30', 1, '2020-Q2', '2020-04-01', '2020-06-30'],
    ['year', '2020-06-30', 1, '2020', '2020-01-01', '2020-12-31'],
    ['fiscal-year', '2020-06-30', 1, 'FY2020', '2020-01-01', '2020-12-31'],
    ['fiscal-year', '2020-03-31', 4, 'FY2020', '2019-04-01', '2020-03-31'],
    ['fiscal-year', '2020-04-01', 4, 'FY2021', '2020-04-01', '2021-03-31'],
    ['fiscal-quarter', '2020-04-01', 4, 'FY2021-Q1', '2020-04-01', '2020-06-30'],
    ['fiscal-quarter', '2020-01-15', 4, 'FY2020-Q4', '2020-01-01', '2020-03-31'],
    ['fiscal-quarter', '2020-01-15', 11, 'FY2020-Q1', '2019-11-01', '2020-01-31'],
  ] as const)('%s of %s with a fiscal year from month %i is %s', (grain, text, start, name, from, to) => {
    const period = periodOf(day(text), grain, start);
    expect([period.name, formatDay(period.from), formatDay(period.to)]).toEqual([name, from, to]);
  });

  it('holds the day, and the periods of a span follow each other without gap or overlap, each with its own name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GRAINS),
        anyDay,
        fc.nat(2_000),
        fc.integer({ min: 1, max: 12 }),
        (grain, from, length, start) => {
          const list = periods(from, from + length, grain, start);
          expect((list[0]?.from ?? Infinity) <= from && (list.at(-1)?.to ?? -Infinity) >= from + length).toBe(true);
          list.slice(1).forEach((period, i) => expect(period.from).toBe((list[i]?.to ?? NaN) + 1));
          expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
        },
      ),
    );
  });

  it('has the weeks of ISO 8601, as luxon counts them', () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const { weekYear, weekNumber } = DateTime.fromISO(formatDay(number), { zone: 'UTC' });
        expect(periodOf(number, 'week', 1).name).toBe(`${String(weekYear)}-W${String(weekNumber).padStart(2, '0')}`);
      }),
    );
  });
});
