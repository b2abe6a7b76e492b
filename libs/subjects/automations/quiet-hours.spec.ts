import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quietUntil, type QuietHours } from './quiet-hours.js';

const NIGHT: QuietHours = ['21:00', '08:00'];
const BERLIN = 'Europe/Berlin';
const ends = (hours: QuietHours, zone: string, at: string): string | undefined => {
  const until = quietUntil(hours, zone, Date.parse(at));
  return until === undefined ? undefined : new Date(until).toISOString();
};

describe('quiet hours', () => {
  it.each([
    ['2024-01-10T20:59:59.999Z', undefined],
    ['2024-01-10T21:00:00.000Z', '2024-01-11T08:00:00.000Z'],
    ['2024-01-11T07:59:59.999Z', '2024-01-11T08:00:00.000Z'],
    ['2024-01-11T08:00:00.000Z', undefined],
    ['2024-01-11T12:00:00.000Z', undefined],
  ])('over midnight: %s', (at, until) => {
    expect(ends(NIGHT, 'UTC', at)).toBe(until);
  });

  it.each([
    ['2024-01-10T11:59:59.999Z', undefined],
    ['2024-01-10T12:30:00.000Z', '2024-01-10T13:30:00.000Z'],
    ['2024-01-10T13:30:00.000Z', undefined],
    ['2024-01-10T23:30:00.000Z', undefined],
  ])('within a day: %s', (at, until) => {
    expect(ends(['12:00', '13:30'], 'UTC', at)).toBe(until);
  });

  it('end by the clocks of the zone where those are set forward or back in the night', () => {
    // At 01:00 UTC 02:00 becomes 03:00 in Berlin, and in October 03:00 becomes 02:00.
    expect(ends(NIGHT, BERLIN, '2024-03-30T22:00:00Z')).toBe('2024-03-31T06:00:00.000Z');
    expect(ends(NIGHT, BERLIN, '2024-10-26T22:00:00Z')).toBe('2024-10-27T07:00:00.000Z');
    expect(ends(['21:00', '02:30'], BERLIN, '2024-03-30T22:00:00Z')).toBe('2024-03-31T01:00:00.000Z');
    expect(ends(['21:00', '02:30'], BERLIN, '2024-10-26T22:00:00Z')).toBe('2024-10-27T00:30:00.000Z');
  });

  it('are over when they are, and within a day and an hour, on either night', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
    const nights = fc.constantFrom('2024-03-30', '2024-10-26').map((day) => Date.parse(day));
    const hours = fc.tuple(time, time).filter(([from, to]) => from !== to);
    fc.assert(
      fc.property(hours, nights, fc.nat(2 * 86_400_000), (between, night, after) => {
        const at = night + after;
        const until = quietUntil(between, BERLIN, at);
        if (until === undefined) return;
        expect(until).toBeGreaterThan(at);
        expect(until - at).toBeLessThanOrEqual(25 * 3_600_000);
        expect(quietUntil(between, BERLIN, until)).toBe(undefined);
      }),
    );
  });
});
