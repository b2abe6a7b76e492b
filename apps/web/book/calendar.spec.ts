import { describe, expect, it } from '@jest/globals';
import { dayIn, daysOf } from './calendar.js';

describe('the days of a period by its name', () => {
  it.each([
    ['2024-02-29', 1, ['2024-02-29', '2024-02-29']],
    ['2024-02', 1, ['2024-02-01', '2024-02-29']],
    ['2024-Q4', 1, ['2024-10-01', '2024-12-31']],
    ['2023', 1, ['2023-01-01', '2023-12-31']],
    ['2020-W01', 1, ['2019-12-30', '2020-01-05']],
    ['2020-W53', 1, ['2020-12-28', '2021-01-03']],
    ['FY2024', 4, ['2023-04-01', '2024-03-31']],
    ['FY2024', 1, ['2024-01-01', '2024-12-31']],
    ['FY2024-Q4', 7, ['2024-04-01', '2024-06-30']],
  ] as const)('%s, with a fiscal year from month %i', (period, fiscalStart, days) => {
    expect(daysOf(period, fiscalStart)).toEqual(days);
  });

  it.each(['', 'north', '2024-13x', 'W05'])('are none of %p', (period) => {
    expect(daysOf(period)).toBeUndefined();
  });
});

describe('the day of an instant', () => {
  it.each([
    ['UTC', '2024-03-31'],
    ['Asia/Tokyo', '2024-04-01'],
    ['America/New_York', '2024-03-31'],
  ])('is that of the time zone %s', (timeZone, day) => {
    expect(dayIn(timeZone)('2024-03-31T15:30:00.000Z')).toBe(day);
  });
});
