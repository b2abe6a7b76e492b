import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { Calendar, formatDay, parseDay } from './calendar.js';
import { daysOf, parseRelativePeriod, RELATIVE_PERIOD, RELATIVE_PERIODS } from './relative-periods.js';

type Days = readonly [from: string | undefined, to: string] | undefined;

function said(name: string, asOf: string, fiscalStart = 1): Days {
  const period = parseRelativePeriod(name);
  if (period === undefined) throw new Error(`${name} is no period`);
  const found = daysOf(period, parseDay(asOf) as number, fiscalStart);
  return found && [found.from === undefined ? undefined : formatDay(found.from), formatDay(found.to)];
}

describe('a relative period', () => {
  it.each<[string, string, number, Days]>([
    ['today', '2024-03-15', 1, ['2024-03-15', '2024-03-15']],
    ['yesterday', '2024-03-01', 1, ['2024-02-29', '2024-02-29']],
    ['this-week', '2024-03-15', 1, ['2024-03-11', '2024-03-15']],
    ['last-week', '2024-03-15', 1, ['2024-03-04', '2024-03-10']],
    ['this-month', '2024-03-15', 1, ['2024-03-01', '2024-03-15']],
    ['last-month', '2024-03-15', 1, ['2024-02-01', '2024-02-29']],
    ['this-quarter', '2024-03-31', 1, ['2024-01-01', '2024-03-31']],
    ['last-quarter', '2024-03-31', 1, ['2023-10-01', '2023-12-31']],
    ['this-year', '2024-03-15', 1, ['2024-01-01', '2024-03-15']],
    ['last-year', '2024-03-15', 1, ['2023-01-01', '2023-12-31']],
    ['this-fiscal-year', '2024-03-15', 4, ['2023-04-01', '2024-03-15']],
    ['last-fiscal-year', '2024-03-15', 4, ['2022-04-01', '2023-03-31']],
    ['last-7-days', '2024-03-03', 1, ['2024-02-26', '2024-03-03']],
    ['last-1-days', '2024-03-03', 1, ['2024-03-03', '2024-03-03']],
    ['last-3-months', '2024-03-15', 1, ['2023-12-01', '2024-02-29']],
    ['all', '2024-03-15', 1, [undefined, '2024-03-15']],
    ['last-1200-months', '0050-03-15', 1, ['0001-01-01', '0050-02-28']],
    ['yesterday', '0001-01-01', 1, undefined],
  ])('%s as of %s, with a fiscal year from month %i', (name, asOf, start, expected) => {
    expect(said(name, asOf, start)).toEqual(expected);
  });

  it.each([
    '',
    'tomorrow',
    'last-0-days',
    'last-07-days',
    'last-40000-days',
    'last-1201-months',
    'last-3-weeks',
    'ALL',
  ])('is none of the name "%s"', (name) => expect(parseRelativePeriod(name)).toBeUndefined());

  it('has exactly the days that luxon counts, for any day and fiscal year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RELATIVE_PERIODS),
        fc.integer({ min: -10_000, max: 60_000 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 400 }),
        (form, day, start, n) => {
          const name = form.replace('N', String(n));
          expect(name).toMatch(new RegExp(RELATIVE_PERIOD));
          expect(said(name, formatDay(day), start)).toEqual(bruteForce(name, formatDay(day), start));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('goes by the day of the zone on both days that the clocks change, at any time of them', () => {
    const zone = 'Europe/Berlin';
    const calendar = new Calendar(zone, 4);
    const changes = fc.constantFrom('2024-03-31', '2024-10-27', '2025-03-30', '2025-10-26');
    fc.assert(
      fc.property(
        changes,
        fc.constantFrom(...RELATIVE_PERIODS),
        fc.integer({ min: -1_500, max: 3_000 }),
        (date, form, m) => {
          const name = form.replace('N', '2');
          const now = DateTime.fromISO(date, { zone }).plus({ minutes: m });
          const today = calendar.dayOf(now.toUTC().toISO() ?? '');
          expect(said(name, formatDay(today), 4)).toEqual(bruteForce(name, now.toISODate() ?? '', 4));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

/** The same by luxon's calendar: units are stepped over whole, and found by where they start. */
function bruteForce(name: string, asOf: string, fiscalStart: number): Days {
  const day = DateTime.fromISO(asOf, { zone: 'UTC' });
  const iso = (at: DateTime) => at.toISODate() ?? '';
  const cut = (from: DateTime, end: DateTime): Days => [iso(from), iso(end < day ? end : day)];
  if (name === 'all') return [undefined, asOf];
  if (name === 'today') return [asOf, asOf];
  if (name === 'yesterday') return [iso(day.minus({ days: 1 })), iso(day.minus({ days: 1 }))];
  const [, count, many] = /^last-(\d+)-(days|months)$/.exec(name) ?? [];
  if (many === 'days') return [iso(day.minus({ days: Number(count) - 1 })), asOf];
  if (many === 'months') {
    const first = day.startOf('month');
    return [iso(first.minus({ months: Number(count) })), iso(first.minus({ days: 1 }))];
  }
  const [, which, unit = ''] = /^(this|last)-(.*)$/.exec(name) ?? [];
  const before = which === 'last' ? 1 : 0;
  if (unit === 'fiscal-year') {
    let start = DateTime.utc(day.year, fiscalStart, 1);
    if (start > day) start = start.minus({ years: 1 });
    start = start.minus({ years: before });
    return cut(start, start.plus({ years: 1 }).minus({ days: 1 }));
  }
  const grain = unit as 'week' | 'month' | 'quarter' | 'year';
  const start = day.startOf(grain).minus({ [grain]: before });
  return cut(start, start.endOf(grain).startOf('day'));
}
