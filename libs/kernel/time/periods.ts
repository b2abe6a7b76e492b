import { formatDay, parseDay } from './calendar.js';

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'] as const;
export type Grain = (typeof GRAINS)[number];

/** Not a part of the calendar: with each day the so many that end with it, which overlap. */
export type Rolling = `rolling-${number}-days`;
/** What rows can go by. */
export type RowGrain = Grain | Rolling;

const ROLLING = 'rolling-([1-9]|[1-9][0-9]|[1-3][0-9]{2}|400)-days';
/** All grains of rows as a pattern, and as words. */
export const ROW_GRAIN = `^(${GRAINS.join('|')}|${ROLLING})$`;
export const ROW_GRAINS = `${GRAINS.join(', ')}, or rolling-N-days with N from 1 to 400`;
const ROW_GRAIN_FORM = new RegExp(ROW_GRAIN);

export function isRowGrain(text: unknown): text is RowGrain {
  return typeof text === 'string' && ROW_GRAIN_FORM.test(text);
}

export function isRolling(grain: RowGrain | undefined): grain is Rolling {
  return grain?.startsWith('rolling-') === true;
}

/** A named span of business days, both ends included. */
export interface Period {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The period of a grain that a day lies in; a rolling one ends with it and has its name. Weeks are ISO 8601 (Monday first; week 1 holds the year's first Thursday). A fiscal year is
 * named after the calendar year it ends in.
 * @param fiscalStart the month, 1 to 12, in which the fiscal year starts
 */
export function periodOf(day: number, grain: RowGrain, fiscalStart: number): Period {
  if (isRolling(grain)) return { name: formatDay(day), from: day - Number(grain.split('-')[1]) + 1, to: day };
  const [year, month] = yearAndMonth(day);
  switch (grain) {
    case 'day':
      return { name: formatDay(day), from: day, to: day };
    case 'week':
      return weekOf(day);
    case 'month':
      return months(`${year4(year)}-${two(month)}`, year, month, 1);
    case 'quarter': {
      const quarter = Math.ceil(month / 3);
      return months(`${year4(year)}-Q${String(quarter)}`, year, quarter * 3 - 2, 3);
    }
    case 'year':
      return months(year4(year), year, 1, 12);
    case 'fiscal-quarter': {
      const since = (month - fiscalStart + 12) % 12;
      const quarter = Math.floor(since / 3) + 1;
      return months(
        `FY${year4(fiscalYear(year, month, fiscalStart))}-Q${String(quarter)}`,
        year,
        month - (since % 3),
        3,
      );
    }
    case 'fiscal-year': {
      const since = (month - fiscalStart + 12) % 12;
      return months(`FY${year4(fiscalYear(year, month, fiscalStart))}`, year, month - since, 12);
    }
  }
}

/** The period of a name such as 2020-03, 2020-W05, 2020-Q1, 2020-01-31, 2020, FY2020 or FY2020-Q1; undefined for what is none. */
export function parsePeriod(text: string, fiscalStart: number): Period | undefined {
  for (const grain of GRAINS) {
    const day = dayWithin(text, grain, fiscalStart);
    const period = day === undefined ? undefined : periodOf(day, grain, fiscalStart);
    if (period?.name === text) return period;
  }
  return undefined;
}

/** A day that a period of this name and grain would hold. */
function dayWithin(text: string, grain: Grain, fiscalStart: number): number | undefined {
  const [, fiscal = '', yearText = '', rest = ''] = /^(FY)?(\d{4})(?:-(.*))?$/.exec(text) ?? [];
  if (yearText === '' || yearText === '0000' || (fiscal === '') === grain.startsWith('fiscal')) return undefined;
  const year = Number(yearText);
  const number = Number(/^[QW]?(\d{1,2})$/.exec(rest)?.[1] ?? 1);
  switch (grain) {
    case 'day':
      return parseDay(text);
    case 'week':
      return firstDay(year, 1) + 3 + (number - 1) * 7;
    case 'month':
      return firstDay(year, number);
    case 'quarter':
      return firstDay(year, number * 3 - 2);
    case 'year':
      return firstDay(year, 1);
    case 'fiscal-quarter':
    case 'fiscal-year': {
      const start = fiscalStart > 1 ? year - 1 : year;
      return firstDay(start, fiscalStart + (grain === 'fiscal-year' ? 0 : (number - 1) * 3));
    }
  }
}

/** All periods of the days from `from` to `to`, in order; whole ones, also where they reach beyond. */
export function periods(from: number, to: number, grain: RowGrain, fiscalStart: number): readonly Period[] {
  const list: Period[] = [];
  for (let day = from; day <= to;) {
    const period = periodOf(day, grain, fiscalStart);
    list.push(period);
    day = period.to + 1;
  }
  return list;
}

function weekOf(day: number): Period {
  const from = day - ((((day + 3) % 7) + 7) % 7);
  const [year] = yearAndMonth(from + 3);
  const first = firstDay(year, 1);
  const number = Math.floor((from + 3 - first) / 7) + 1;
  return { name: `${year4(year)}-W${two(number)}`, from, to: from + 6 };
}

/** A span of whole months; a month below 1 lies in the year before. */
function months(name: string, year: number, month: number, count: number): Period {
  return { name, from: firstDay(year, month), to: firstDay(year, month + count) - 1 };
}

function fiscalYear(year: number, month: number, fiscalStart: number): number {
  return fiscalStart > 1 && month >= fiscalStart ? year + 1 : year;
}

function firstDay(year: number, month: number): number {
  const index = year * 12 + month - 1;
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(index / 12), index % 12, 1);
  return date.getTime() / 86_400_000;
}

function yearAndMonth(day: number): readonly [number, number] {
  const date = new Date(day * 86_400_000);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1];
}

function year4(year: number): string {
  return String(year).padStart(4, '0');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
