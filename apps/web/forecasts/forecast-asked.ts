import type { ForecastFiguresBody } from '#client/index.js';
import type { Address } from '../address.js';
import { clocksIn } from '../book/clocks.js';
import { questionIn } from '../explore/question.js';

export const GRAINS = ['month', 'week', 'day', 'quarter'] as const;
export const HORIZONS = ['3', '6', '12', '24', '36'] as const;
const METHODS = ['auto', 'theta+damped', 'theta', 'damped-trend', 'seasonal-naive', 'naive'] as const;
const WITH_PIPELINE = [...METHODS, 'pipeline'] as const;
/** What the pipeline foretells. */
const OF_PIPELINE = 'opportunities.won_value';
const LEVELS = [0.8, 0.95];

export type ForecastAsked = Omit<ForecastFiguresBody, 'where'> & {
  readonly metric: string;
  readonly grain: (typeof GRAINS)[number];
  readonly method: (typeof WITH_PIPELINE)[number];
  readonly where?: Readonly<Record<string, readonly string[]>>;
};

export function methodsFor(metric: string): readonly ForecastAsked['method'][] {
  return metric === OF_PIPELINE ? WITH_PIPELINE : METHODS;
}

/** What an address asks to be foretold; what makes no sense in it is passed over. */
export function forecastIn(address: Address): ForecastAsked {
  const { search } = address;
  const chosen = <One extends string>(of: readonly One[], parameter: string, usual: One): One =>
    of.find((one) => one === search.get(parameter)) ?? usual;
  const metric = search.get('metric') ?? 'revenue.net';
  const { by, where } = questionIn(search);
  return {
    ...{ metric, levels: LEVELS, ...clocksIn(address) },
    grain: chosen(GRAINS, 'grain', 'month'),
    method: chosen(methodsFor(metric), 'method', 'auto'),
    horizon: Number(chosen(HORIZONS, 'horizon', '12')),
    ...(by[0] !== undefined && { by: by[0] }),
    ...(Object.keys(where).length > 0 && { where }),
  };
}

/** Periods back that forecasts are made anew for: as many as are a year, or can be looked through. */
const BACK: Readonly<Record<ForecastAsked['grain'], number>> = { month: 366, week: 7 * 26, day: 30, quarter: 3 * 366 };

/** The days in whose periods they are made. @param today where no day is named */
export function daysRegraded(
  { grain, asOf }: ForecastAsked,
  today: string,
): { readonly days: number; readonly to: string } {
  return { days: BACK[grain], to: asOf ?? today };
}
