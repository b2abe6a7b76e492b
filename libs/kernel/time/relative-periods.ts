import { FIRST_DAY } from './calendar.js';
import { periodOf, type Grain } from './periods.js';

/** Days named by where they lie from another day, such as last-month: which these are is said by `daysOf`. */
export interface RelativePeriod {
  /** As it was asked for. */
  readonly name: string;
  /** What it is made of; absent for `all`. */
  readonly unit?: Grain;
  /** How many units before the one that the day lies in its last one is. */
  readonly back: number;
  /** How many units it has. */
  readonly count: number;
}

const UNITS: readonly Grain[] = ['week', 'month', 'quarter', 'year', 'fiscal-year'];
/** A hundred years of days, and of months. */
const MOST_DAYS = 36_525;
const MOST_MONTHS = 1_200;

const NAMED: readonly RelativePeriod[] = [
  { name: 'today', unit: 'day', back: 0, count: 1 },
  { name: 'yesterday', unit: 'day', back: 1, count: 1 },
  ...UNITS.flatMap((unit) => [
    { name: `this-${unit}`, unit, back: 0, count: 1 },
    { name: `last-${unit}`, unit, back: 1, count: 1 },
  ]),
  { name: 'all', back: 0, count: 1 },
];

/** What a relative period can be called; N stands for a number. */
export const RELATIVE_PERIODS: readonly string[] = [...NAMED.map(({ name }) => name), 'last-N-days', 'last-N-months'];

/** The same as a pattern, for descriptions. */
export const RELATIVE_PERIOD = `^(${NAMED.map(({ name }) => name).join('|')}|last-[1-9][0-9]{0,4}-(days|months))$`;

/** The period of a name; undefined for what is none. `last-7-days` ends with the day itself, `last-3-months` with the month before. */
export function parseRelativePeriod(name: string): RelativePeriod | undefined {
  const [, digits = '', unit] = /^last-([1-9]\d{0,4})-(days|months)$/.exec(name) ?? [];
  const count = Number(digits);
  if (unit === 'days' && count <= MOST_DAYS) return { name, unit: 'day', back: 0, count };
  if (unit === 'months' && count <= MOST_MONTHS) return { name, unit: 'month', back: 1, count };
  return NAMED.find((period) => period.name === name);
}

/**
 * The days of a relative period as of a day, both ends included: it ends with that day where its last unit is not over. Without `from` it
 * begins with whatever is first. Undefined where all of it lies before the first day that a date can name.
 * @param fiscalStart the month, 1 to 12, in which the fiscal year starts
 */
export function daysOf(
  { unit, back, count }: RelativePeriod,
  asOf: number,
  fiscalStart: number,
): { readonly from?: number; readonly to: number } | undefined {
  if (unit === undefined) return { to: asOf };
  const last = unitsBefore(asOf, unit, back, fiscalStart);
  const first = unitsBefore(last.from, unit, count - 1, fiscalStart);
  if (last.to < FIRST_DAY) return undefined;
  return { from: Math.max(first.from, FIRST_DAY), to: Math.min(last.to, asOf) };
}

function unitsBefore(day: number, unit: Grain, steps: number, fiscalStart: number) {
  if (unit === 'day') return { from: day - steps, to: day - steps };
  let period = periodOf(day, unit, fiscalStart);
  for (let step = 0; step < steps; step++) period = periodOf(period.from - 1, unit, fiscalStart);
  return period;
}
