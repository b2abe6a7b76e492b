import { croston } from './croston.js';
import { isSeasonal, NO_SEASON, seasonOf, withoutSeason, withSeason, type Season } from './season.js';
import { DAMPED_TREND, THETA, type Smoothing } from './smoothing.js';

/** What is asked for: `auto` is the mean of Theta and damped trend, with simpler ones where a history is too short or too empty for it. */
export const METHODS = ['auto', 'naive', 'seasonal-naive', 'theta', 'damped-trend', 'theta+damped'] as const;
export type Method = (typeof METHODS)[number];

/** What was used: a fallback has a name of its own. */
export const USED = [
  'naive',
  'seasonal-naive',
  'theta',
  'damped-trend',
  'theta+damped',
  'croston',
  'constant',
  'zero',
] as const;
export type Used = (typeof USED)[number];

/** A method fitted to a history, which foretells from any history of the series with what it was fitted with. */
export interface Foreteller {
  readonly used: Used;
  /** In the terms of the series; `unit` has for each step what an error of 1 without season is with it. */
  ahead(values: readonly number[], steps: number): Foretold;
}

export interface Foretold {
  readonly means: readonly number[];
  readonly units: readonly number[];
}

/** Values that are needed for anything but the last value again. */
const LEAST = 4;

/** The method for a history, fitted to it. @param period values in a season; 1 where there is none */
export function fitted(method: Method, values: readonly number[], period: number): Foreteller {
  const used = usedFor(method, values, period);
  switch (used) {
    case 'theta':
      return smoothed(used, values, period, [THETA]);
    case 'damped-trend':
      return smoothed(used, values, period, [DAMPED_TREND]);
    case 'theta+damped':
      return smoothed(used, values, period, [THETA, DAMPED_TREND]);
    case 'croston':
      return flat(used, croston);
    case 'zero':
      return flat(used, () => 0);
    case 'seasonal-naive':
      return { used, ahead: (history, steps) => plain(steps, (h) => history[history.length - period + (h % period)]) };
    default:
      return flat(used, (history) => history.at(-1) ?? 0);
  }
}

function usedFor(method: Method, values: readonly number[], period: number): Used {
  if (values.every((value) => value === 0)) return 'zero';
  if (values.every((value) => value === values[0])) return values.length < LEAST ? 'naive' : 'constant';
  if (values.length < LEAST || method === 'naive') return 'naive';
  if (method === 'seasonal-naive') return values.length < period || period < 2 ? 'naive' : 'seasonal-naive';
  if (method !== 'auto') return method;
  return values.filter((value) => value === 0).length > values.length / 2 ? 'croston' : 'theta+damped';
}

function smoothed(
  used: Used,
  fittedTo: readonly number[],
  period: number,
  smoothings: readonly Smoothing[],
): Foreteller {
  const hasSeason = isSeasonal(fittedTo, period);
  const seasonIn = (values: readonly number[]): Season => (hasSeason ? seasonOf(values, period) : NO_SEASON);
  const level = withoutSeason(fittedTo, seasonIn(fittedTo));
  const members = smoothings.map((smoothing) => ({ smoothing, parameters: smoothing.fit(level) }));
  return {
    used,
    ahead(values, steps) {
      const season = seasonIn(values);
      const rest = withoutSeason(values, season);
      const each = members.map(({ smoothing, parameters }) => smoothing.ahead(rest, parameters, steps));
      const means = Array.from({ length: steps }, (_, h) => {
        const mean = each.reduce((sum, one) => sum + (one[h] ?? 0), 0) / each.length;
        return withSeason(mean, season, values.length + h);
      });
      const units = means.map((_, h) =>
        season.kind === 'multiplicative' ? withSeason(1, season, values.length + h) : 1,
      );
      return { means, units };
    },
  };
}

/** The same for every step. */
function flat(used: Used, of: (values: readonly number[]) => number): Foreteller {
  return {
    used,
    ahead(values, steps) {
      const value = of(values);
      return plain(steps, () => value);
    },
  };
}

function plain(steps: number, of: (h: number) => number | undefined): Foretold {
  const means = Array.from({ length: steps }, (_, h) => of(h) ?? 0);
  return { means, units: means.map(() => 1) };
}
