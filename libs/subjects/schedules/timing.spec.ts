import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { Grain } from '#kernel/time/periods.js';
import type { Timing } from './schedule.js';
import { dueBetween } from './timing.js';

const ZONE = 'Europe/Berlin';
/** The fiscal year begins in April. */
const FISCAL_START = 4;
const DAY = 86_400_000;
const MOST = 12;

const due = (timing: Omit<Timing, 'timeZone'>, after: string, upTo: string, most = MOST) =>
  dueBetween({ timeZone: ZONE, ...timing }, FISCAL_START, { after: Date.parse(after), upTo: Date.parse(upTo) }, most);
const shown = (found: ReturnType<typeof due>): readonly string[] =>
  found.map(({ at, period }) => `${local(at)} ${period.name}`);
function local(at: number): string {
  return DateTime.fromMillis(at, { zone: ZONE }).toFormat('yyyy-MM-dd HH:mm');
}

/** What comes in 2024 to somebody who looks every day, both changes of the clocks among them. */
function throughTheYear(timing: Omit<Timing, 'timeZone'>): readonly string[] {
  const found: string[] = [];
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2025, 0, 1); at += DAY)
    found.push(...shown(due(timing, new Date(at).toISOString(), new Date(at + DAY).toISOString())));
  return found;
}

describe('a schedule', () => {
  it('is due once for each day of a year, also where the clocks skip the time or show it twice', () => {
    const found = throughTheYear({ every: 'day', at: '02:30' });
    const days = Array.from({ length: 366 }, (_, i) => DateTime.utc(2023, 12, 31).plus({ days: i }).toISODate());
    expect(found.map((one) => one.slice(-10))).toEqual(days);
    const odd = found.filter((one) => !one.includes(' 02:30 '));
    expect(odd).toEqual([expect.stringMatching(/^2024-03-31 03:[03]0 2024-03-30$/)]);
    expect(found.filter((one) => one.startsWith('2024-10-27'))).toHaveLength(1);
  });

  it.each<[Grain, readonly string[]]>([
    ['quarter', ['01-01 2023-Q4', '04-01 2024-Q1', '07-01 2024-Q2', '10-01 2024-Q3']],
    ['fiscal-quarter', ['01-01 FY2024-Q3', '04-01 FY2024-Q4', '07-01 FY2025-Q1', '10-01 FY2025-Q2']],
    ['year', ['01-01 2023']],
    ['fiscal-year', ['04-01 FY2024']],
  ])('of every %s is due after each', (every, expected) => {
    expect(throughTheYear({ every, at: '08:00' })).toEqual(
      expected.map((one) => one.replace(/^(\S+) /, '2024-$1 08:00 ')),
    );
  });

  it('of every month and week is due after each, of which the year has 12 and 53', () => {
    const months = throughTheYear({ every: 'month', at: '00:00' });
    expect([months.length, months[0], months.at(-1)]).toEqual([
      12,
      '2024-02-01 00:00 2024-01',
      '2025-01-01 00:00 2024-12',
    ]);
    const weeks = throughTheYear({ every: 'week', at: '08:00' });
    expect([weeks.length, weeks[0], weeks.at(-1)]).toEqual([
      53,
      '2024-01-01 08:00 2023-W52',
      '2024-12-30 08:00 2024-W52',
    ]);
    expect(new Set(weeks).size).toBe(53);
  });

  it('of a cron expression reports the days since it came before, by their name where they have one', () => {
    const between = (cron: string): readonly string[] =>
      shown(due({ cron }, '2024-03-01T12:00:00Z', '2024-03-12T00:00:00Z'));
    expect(between('0 8 * * 1')).toEqual(['2024-03-04 08:00 2024-W09', '2024-03-11 08:00 2024-W10']);
    expect(between('0 8 * * 1,4')).toEqual([
      '2024-03-04 08:00 2024-02-29..2024-03-03',
      '2024-03-07 08:00 2024-03-04..2024-03-06',
      '2024-03-11 08:00 2024-03-07..2024-03-10',
    ]);
    expect(shown(due({ cron: '0 8 1 * *' }, '2024-03-01T00:00:00Z', '2024-03-02T00:00:00Z'))).toEqual([
      '2024-03-01 08:00 2024-02',
    ]);
  });

  it('that comes several times a day is due once for the day before', () => {
    expect(shown(due({ cron: '*/5 * * * *' }, '2024-03-01T12:03:00Z', '2024-03-03T09:00:00Z'))).toEqual([
      '2024-03-01 13:05 2024-02-29',
      '2024-03-02 00:00 2024-03-01',
      '2024-03-03 00:00 2024-03-02',
    ]);
  });

  it('that was missed for three months is due with its last ones, the earliest first', () => {
    const found = due({ every: 'day', at: '08:00' }, '2024-02-10T12:00:00Z', '2024-05-10T12:00:00Z');
    expect(found).toHaveLength(MOST);
    expect(shown([...found.slice(0, 1), ...found.slice(-1)])).toEqual([
      '2024-04-29 08:00 2024-04-28',
      '2024-05-10 08:00 2024-05-09',
    ]);
    expect(shown(due({ every: 'month', at: '08:00' }, '2024-02-10T12:00:00Z', '2024-05-10T12:00:00Z'))).toEqual([
      '2024-03-01 08:00 2024-02',
      '2024-04-01 08:00 2024-03',
      '2024-05-01 08:00 2024-04',
    ]);
  });

  it('is not due at the time itself a second time, nor before', () => {
    expect(due({ every: 'day', at: '08:00' }, '2024-01-10T07:00:00Z', '2024-01-10T09:00:00Z')).toEqual([]);
    expect(due({ every: 'day', at: '08:00' }, '2024-01-10T06:59:59Z', '2024-01-10T06:59:59.999Z')).toEqual([]);
    expect(due({ every: 'day', at: '08:00' }, '2024-01-10T06:59:59Z', '2024-01-10T07:00:00Z')).toHaveLength(1);
  });
});
