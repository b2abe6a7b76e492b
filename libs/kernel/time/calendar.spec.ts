import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { Calendar, formatDay, notAnInstant, parseDay } from './calendar.js';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/Santiago',
  'Australia/Lord_Howe',
];

/** Days that a zone never had: it moved over the date line. */
const SKIPPED = [
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
  ['Pacific/Fakaofo', '2011-12-30', '2011-12-30T11:00:00.000Z'],
  ['Pacific/Kiritimati', '1994-12-31', '1994-12-31T10:00:00.000Z'],
  ['Pacific/Kwajalein', '1993-08-21', '1993-08-21T12:00:00.000Z'],
] as const;

function dayIn(zone: string, instant: string): string {
  return formatDay(new Calendar(zone, 1).dayOf(instant));
}

describe('a date', () => {
  it('is the number of days since 1970 and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => expect(parseDay(formatDay(day))).toBe(day)),
    );
    expect([parseDay('1970-01-01'), parseDay('2020-01-01'), parseDay('0001-01-01')]).toEqual([0, 18_262, -719_162]);
  });

  it.each([
    '2023-02-29',
    '2024-02-30',
    '2023-04-31',
    '2023-13-01',
    '2023-00-10',
    '0000-01-01',
    '2023-1-1',
    '10000-01-01',
    '2023-01-01T00:00:00Z',
  ])('%s does not exist', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
});

describe('the business day of an instant', () => {
  it.each([
    ['UTC', '2024-02-29T23:59:59.999Z', '2024-02-29'],
    ['Europe/Berlin', '2024-03-30T22:59:59.999Z', '2024-03-30'],
    ['Europe/Berlin', '2024-03-30T23:00:00.000Z', '2024-03-31'],
    ['Europe/Berlin', '2024-03-31T21:59:59.999Z', '2024-03-31'],
    ['Europe/Berlin', '2024-03-31T22:00:00.000Z', '2024-04-01'],
    ['Europe/Berlin', '2024-10-27T22:59:59.999Z', '2024-10-27'],
    ['Asia/Kolkata', '2024-01-01T18:30:00.000Z', '2024-01-02'],
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31'],
  ])('in %s of %s is %s', (zone, instant, day) => {
    expect(dayIn(zone, instant)).toBe(day);
  });

  it('is what luxon says, and so is the hour', () => {
    const instant = fc.date({ min: new Date('1975-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (zone, at) => {
        const calendar = new Calendar(zone, 1);
        const local = DateTime.fromJSDate(at, { zone });
        const day = calendar.dayOf(at.toISOString());
        expect([formatDay(day), calendar.hourOf(at.toISOString()), calendar.weekdayOf(day)]).toEqual([
          local.toISODate(),
          local.hour,
          local.weekday,
        ]);
      }),
    );
  });
});

describe('the start of a day', () => {
  it('is its first moment, also where daylight saving skips midnight or repeats it', () => {
    const day = fc.integer({ min: 2_000, max: 30_000 });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES, 'Asia/Beirut', 'America/Havana'), day, (zone, number) => {
        const calendar = new Calendar(zone, 1);
        const start = calendar.startOf(number);
        const skipped = SKIPPED.some(([place, date]) => place === zone && date === formatDay(number));
        expect(calendar.dayOf(start)).toBe(skipped ? number + 1 : number);
        expect(calendar.dayOf(new Date(Date.parse(start) - 1).toISOString())).toBeLessThan(number);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(SKIPPED)('that %s skipped, %s, is the first moment after it', (zone, date, instant) => {
    const calendar = new Calendar(zone, 1);
    expect(calendar.instant(date)).toBe(instant);
    const next = (parseDay(date) as number) + 1;
    expect([calendar.startOf(next), calendar.dayOf(instant)]).toEqual([instant, next]);
  });

  it('is the end of the gap where the clocks went forward from half past eleven', () => {
    expect(new Calendar('America/Toronto', 1).instant('1919-03-31')).toBe('1919-03-31T04:30:00.000Z');
  });
});

describe('what a caller sends as a time', () => {
  const berlin = new Calendar('Europe/Berlin', 1);

  it.each([
    ['2024-02-03T10:30:00Z', '2024-02-03T10:30:00.000Z'],
    ['2024-02-03t10:30:00.123456789z', '2024-02-03T10:30:00.123Z'],
    ['2024-02-03T10:30:00+05:30', '2024-02-03T05:00:00.000Z'],
    ['2024-02-03T00:30:00-01:00', '2024-02-03T01:30:00.000Z'],
    ['2024-07-01', '2024-06-30T22:00:00.000Z'],
    ['2024-01-01', '2023-12-31T23:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(berlin.instant(text)).toBe(instant);
  });

  it.each([
    '2024-02-30T10:00:00Z',
    '2024-02-03T24:00:00Z',
    '2024-02-03T10:60:00Z',
    '2016-12-31T23:59:60Z',
    '2024-02-03T10:00Z',
    '2024-02-03T10:00:00',
    '2024-02-03 10:00:00Z',
    '2024-02-03T10:00:00+25:00',
    'today',
    '',
  ])('%p is no time', (text) => {
    expect(berlin.instant(text)).toBeUndefined();
  });

  it('says what is missing where only the offset is', () => {
    expect(notAnInstant('2024-01-15T10:00:00')).toBe('has no offset: add Z or +02:00');
    expect(notAnInstant('2024-01-15 10:00')).toBe('has no offset: add Z or +02:00');
    expect(notAnInstant('today')).toMatch(/^must be an instant such as/);
  });

  it.each([
    ['Europe/Berlin', '0001-01-01T00:00:00+02:00'],
    ['America/New_York', '0001-01-01T00:00:00Z'],
    ['Asia/Tokyo', '9999-12-31T20:00:00Z'],
  ])('in %s, %s is on no day that a date can name', (zone, text) => {
    expect(new Calendar(zone, 1).instant(text)).toBeUndefined();
  });

  it('needs a zone that exists', () => {
    expect(() => new Calendar('Mars/Base', 1)).toThrow('unknown time zone Mars/Base');
  });
});
