import { describe, expect, it } from '@jest/globals';
import { Calendar } from '#kernel/time/calendar.js';
import { cron, dayTurns, type Timetable } from './timetable.js';

const ms = (instant: string): number => Date.parse(instant);

/** The next so many times, as instants. */
function following(timetable: Timetable, after: string, count: number): readonly string[] {
  const times: string[] = [];
  let at: number | undefined = ms(after);
  while (times.length < count && (at = timetable.next(at)) !== undefined) times.push(new Date(at).toISOString());
  return times;
}

function last(timetable: Timetable, upTo: string, count: number): readonly string[] {
  return timetable.last(ms(upTo), count).map((time) => new Date(time).toISOString());
}

describe('the turns of the business day', () => {
  const berlin = dayTurns(new Calendar('Europe/Berlin', 1));

  it('are at midnight of the zone, on days of 23 and 25 hours too', () => {
    expect(following(berlin, '2024-03-30T12:00:00Z', 3)).toEqual([
      '2024-03-30T23:00:00.000Z',
      '2024-03-31T22:00:00.000Z',
      '2024-04-01T22:00:00.000Z',
    ]);
    expect(last(berlin, '2024-10-27T23:00:00Z', 3)).toEqual([
      '2024-10-25T22:00:00.000Z',
      '2024-10-26T22:00:00.000Z',
      '2024-10-27T23:00:00.000Z',
    ]);
    expect(last(berlin, '2024-10-27T22:59:59.999Z', 1)).toEqual(['2024-10-26T22:00:00.000Z']);
  });

  it('come after a midnight that the clocks skip, and not at all for a day they skip', () => {
    const cairo = dayTurns(new Calendar('Africa/Cairo', 1));
    expect(following(cairo, '2024-04-25T12:00:00Z', 1)).toEqual(['2024-04-25T22:00:00.000Z']);
    const apia = dayTurns(new Calendar('Pacific/Apia', 1));
    const turns = ['2011-12-29T10:00:00.000Z', '2011-12-30T10:00:00.000Z', '2011-12-31T10:00:00.000Z'];
    expect(following(apia, '2011-12-29T00:00:00Z', 3)).toEqual(turns);
    expect(last(apia, '2011-12-31T10:00:00Z', 3)).toEqual(turns);
  });

  it('come once where the clocks show midnight twice', () => {
    // In St. John's they went from 00:01 back to 23:01.
    const johns = dayTurns(new Calendar('America/St_Johns', 1));
    expect(following(johns, '2010-11-07T00:00:00Z', 2)).toEqual([
      '2010-11-07T02:30:00.000Z',
      '2010-11-08T03:30:00.000Z',
    ]);
    expect(following(johns, '2010-11-07T02:45:00Z', 1)).toEqual(['2010-11-08T03:30:00.000Z']);
  });
});

describe('a cron expression', () => {
  it('is read in its time zone: a skipped time comes after the gap, a repeated one once', () => {
    const half = cron('30 2 * * *', 'Europe/Berlin');
    expect(following(half, '2024-03-30T12:00:00Z', 2)).toEqual([
      '2024-03-31T01:00:00.000Z',
      '2024-04-01T00:30:00.000Z',
    ]);
    const autumn = ['2024-10-26T00:30:00.000Z', '2024-10-27T00:30:00.000Z', '2024-10-28T01:30:00.000Z'];
    expect(following(half, '2024-10-25T12:00:00Z', 3)).toEqual(autumn);
    expect(last(half, '2024-10-28T01:30:00Z', 3)).toEqual(autumn);
  });

  it('goes on through a repeated hour where it is every so many minutes', () => {
    const hourly = cron('30 * * * *', 'Europe/Berlin');
    const times = ['2024-10-26T23:30:00.000Z', '2024-10-27T00:30:00.000Z', '2024-10-27T01:30:00.000Z'];
    expect(following(hourly, '2024-10-26T23:00:00Z', 3)).toEqual(times);
    expect(last(hourly, '2024-10-27T02:29:59.999Z', 3)).toEqual(times);
  });

  it('has the time itself among the last ones and never among the next', () => {
    const noon = cron('0 12 * * MON', 'UTC');
    expect(last(noon, '2024-01-08T12:00:00Z', 2)).toEqual(['2024-01-01T12:00:00.000Z', '2024-01-08T12:00:00.000Z']);
    expect(last(noon, '2024-01-08T11:59:59.999Z', 1)).toEqual(['2024-01-01T12:00:00.000Z']);
    expect(following(noon, '2024-01-01T12:00:00Z', 1)).toEqual(['2024-01-08T12:00:00.000Z']);
    expect(following(noon, '2024-01-01T11:59:59.999Z', 1)).toEqual(['2024-01-01T12:00:00.000Z']);
  });

  it('answers the same whatever was asked before', () => {
    const monthly = cron('0 8 L * *', 'America/New_York');
    const asked = ['2024-03-01T00:00:00Z', '2024-01-15T00:00:00Z', '2024-03-31T12:00:00Z', '2024-02-29T13:00:00Z'];
    expect(asked.map((after) => following(monthly, after, 1)[0])).toEqual([
      '2024-03-31T12:00:00.000Z',
      '2024-01-31T13:00:00.000Z',
      '2024-04-30T12:00:00.000Z',
      '2024-03-31T12:00:00.000Z',
    ]);
  });

  it('may have no time at all, and is refused where it is none', () => {
    const never = cron('0 0 30 2 *', 'UTC');
    expect(never.next(ms('2024-01-01T00:00:00Z'))).toBeUndefined();
    expect(never.last(ms('2024-01-01T00:00:00Z'), 3)).toEqual([]);
    expect(() => cron('every day', 'UTC')).toThrow('five');
    expect(() => cron('0 0 * * * *', 'UTC')).toThrow('5');
  });
});
