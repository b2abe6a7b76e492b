import { LRUCache } from 'lru-cache';
import { cron, type Timetable } from '#engine/schedule/timetable.js';
import { Calendar, formatDay } from '#kernel/time/calendar.js';
import { GRAINS, periodOf, type Grain, type Period } from '#kernel/time/periods.js';
import type { Timing } from './schedule.js';

/** A report that is due: of which period, and since when (milliseconds since 1970). */
export interface Due {
  readonly at: number;
  readonly period: Period;
}

const MONTHS = 12;

/** By what they are made of: every schedule is looked at every minute, and many come at the same times. */
const TIMETABLES = new LRUCache<string, Timetable>({ max: 1_000 });

/** When a schedule comes, in its time zone. @param fiscalStart the month, 1 to 12, in which the fiscal year starts */
export function timetableOf(timing: Timing, fiscalStart: number): Timetable {
  const expression = expressionOf(timing, fiscalStart);
  const name = `${expression} ${timing.timeZone}`;
  const timetable = TIMETABLES.get(name) ?? cron(expression, timing.timeZone);
  TIMETABLES.set(name, timetable);
  return timetable;
}

/**
 * The reports that became due after a time, up to another: the last ones of them, the earliest first. Of several times on a day the first
 * one counts, since all of them are about the same days.
 */
export function dueBetween(
  timing: Timing,
  fiscalStart: number,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  most: number,
): readonly Due[] {
  const timetable = timetableOf(timing, fiscalStart);
  const calendar = new Calendar(timing.timeZone, fiscalStart);
  const found: Due[] = [];
  for (let end = upTo; found.length < most;) {
    const [last] = timetable.last(end, 1);
    if (last === undefined || last <= after) break;
    const start = startOf(dayOf(last, calendar), calendar);
    const at = timetable.next(Math.max(after, start - 1)) ?? last;
    found.unshift({ at, period: periodAt(at, timing, calendar, timetable) });
    end = start - 1;
  }
  return found;
}

/**
 * The period that is reported at a time: the last one of its grain that ended. Of a cron expression these are the days since the day it
 * came before, that one included.
 */
function periodAt(at: number, { every }: Timing, calendar: Calendar, timetable: Timetable): Period {
  const { fiscalStart } = calendar;
  const day = dayOf(at, calendar);
  if (every !== undefined) return periodOf(periodOf(day, every, fiscalStart).from - 1, every, fiscalStart);
  const [before] = timetable.last(startOf(day, calendar) - 1, 1);
  const from = before === undefined ? day - 1 : Math.min(dayOf(before, calendar), day - 1);
  return daysNamed(from, day - 1, fiscalStart);
}

/** Days by the name that they have as a period; others by both ends. */
function daysNamed(from: number, to: number, fiscalStart: number): Period {
  for (const grain of GRAINS) {
    const period = periodOf(from, grain, fiscalStart);
    if (period.from === from && period.to === to) return period;
  }
  return { name: `${formatDay(from)}..${formatDay(to)}`, from, to };
}

function expressionOf({ every = 'day', at = '00:00', cron: said }: Timing, fiscalStart: number): string {
  if (said !== undefined) return said;
  const [hour, minute] = at.split(':').map(Number);
  return [minute, hour, daysOf(every, fiscalStart)].join(' ');
}

/** The first day after each period, as day of the month, month and day of the week. */
function daysOf(every: Grain, fiscalStart: number): string {
  switch (every) {
    case 'day':
      return '* * *';
    case 'week':
      return '* * 1';
    case 'month':
      return '1 * *';
    case 'quarter':
      return '1 1,4,7,10 *';
    case 'year':
      return '1 1 *';
    case 'fiscal-quarter':
      return `1 ${[0, 3, 6, 9].map((months) => ((fiscalStart - 1 + months) % MONTHS) + 1).join(',')} *`;
    case 'fiscal-year':
      return `1 ${String(fiscalStart)} *`;
  }
}

function dayOf(at: number, calendar: Calendar): number {
  return calendar.dayOf(new Date(at).toISOString());
}

function startOf(day: number, calendar: Calendar): number {
  return Date.parse(calendar.startOf(day));
}
