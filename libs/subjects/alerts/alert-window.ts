import { previousWindows } from '#figures/compare.js';
import { GRAINS, periodOf, type Grain } from '#kernel/time/periods.js';
import type { Against } from './alert-rule.js';

/** Business days, both ends included. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** A window as rules name it: a calendar grain, or the last so many days. */
export type Window = { readonly grain: Grain } | { readonly lastDays: number };

/** Days that `last-N-days` can have. */
const MOST_DAYS = 400;
/** The calendar windows that rules can have. */
export const WINDOW_GRAINS = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'] as const;

/** Undefined for what is no window. */
export function parseWindow(text: string): Window | undefined {
  const grain = GRAINS.find((one) => one === text);
  if (grain !== undefined) return { grain };
  const lastDays = Number(/^last-([1-9]\d{0,2})-days$/.exec(text)?.[1] ?? 0);
  return lastDays >= 1 && lastDays <= MOST_DAYS ? { lastDays } : undefined;
}

/** @throws Error for what is none: input has been checked */
function windowNamed(text: string): Window {
  const window = parseWindow(text);
  if (window === undefined) throw new Error(`${text} is no window`);
  return window;
}

/** The grain of a calendar window; undefined for the last so many days. */
export function grainOf(text: string): Grain | undefined {
  const window = windowNamed(text);
  return 'grain' in window ? window.grain : undefined;
}

/** The days of the window that holds a day, or that ends with it; those of a calendar window reach beyond it. */
export function windowOn(text: string, day: number, fiscalStart: number): Days {
  const window = windowNamed(text);
  if ('lastDays' in window) return { from: day - window.lastDays + 1, to: day };
  const { from, to } = periodOf(day, window.grain, fiscalStart);
  return { from, to };
}

/** The last window that is over at the end of a day. */
export function completeOn(text: string, day: number, fiscalStart: number): Days {
  const days = windowOn(text, day, fiscalStart);
  return days.to === day ? days : windowOn(text, days.from - 1, fiscalStart);
}

/** The whole window that a window is compared with, as questions with `compare` have it; empty where no day of the year before goes with it. */
export function comparedWith(text: string, days: Days, against: Against, fiscalStart: number): Days {
  const grain = grainOf(text);
  const asked = { compare: against, ...(grain !== undefined && { grain }) };
  const [before = days] = previousWindows(asked, fiscalStart, [days], [days]);
  return before;
}
