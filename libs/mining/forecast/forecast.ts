import { NEVER_ENDS, type OnStep } from '../long-work.js';
import { meanOf } from './grades.js';
import { fitted, type Method, type Used } from './methods.js';
import { normalQuantile } from './normal.js';
import { gradeOf, rolled, type Rolled } from './rolling.js';

export interface ForecastAsked {
  readonly method: Method;
  /** Values in a season; 1 where there is none. */
  readonly period: number;
  /** Steps ahead. */
  readonly horizon: number;
  /** How often what comes is to be inside, each between 0 and 1. */
  readonly levels: readonly number[];
  /** Nothing below 0 can come. */
  readonly isNonNegative: boolean;
}

/** Lower and upper bound by level, named as the level is written. */
type Intervals = Readonly<Record<string, readonly [number, number]>>;

export interface Foreseen {
  readonly mean: number;
  readonly intervals: Intervals;
}

interface Grade {
  /** In per cent, 0 to 200; null where nothing could be tried. */
  readonly sMAPE: number | null;
  /** Against the seasonal naive forecast of the history; null where that has no error. */
  readonly MASE: number | null;
}

export interface Backtested extends Grade {
  readonly origins: number;
  /** By level, which share of what came was inside. */
  readonly coverage: Readonly<Record<string, number | null>>;
  readonly naive: Grade;
}

export interface Forecast {
  readonly points: readonly Foreseen[];
  readonly method: Used;
  readonly backtest: Backtested;
  readonly warnings: readonly Warning[];
}

/** Why a forecast is worth less than others. */
export const WARNINGS = ['no-history', 'short-history', 'no-whole-seasons', 'mostly-zero', 'worse-than-naive'] as const;
export type Warning = (typeof WARNINGS)[number];

/** What comes after a history, however short or empty that is: with bounds from what the method would have been wrong by before. */
export function forecast(values: readonly number[], asked: ForecastAsked, onStep: OnStep = NEVER_ENDS): Forecast {
  const { method, period, horizon } = asked;
  onStep();
  const foreteller = fitted(method, values, period);
  const tried = rolled(method, values, asked, onStep);
  const naive = rolled('seasonal-naive', values, asked, onStep);
  const { means, units } = foreteller.ahead(values, horizon);
  const points = means.map((mean, h) => seenAt(mean, tried.spreadAt(h) * (units[h] ?? 1), asked));
  const backtest = {
    origins: tried.origins,
    ...gradeOf(tried.tried, values, period),
    coverage: coverageOf(tried, asked),
    naive: gradeOf(naive.tried, values, period),
  };
  return { points, method: foreteller.used, backtest, warnings: warningsOf(values, period, foreteller.used, backtest) };
}

/** A mean with bounds around it. @param spread one standard deviation of what comes */
function seenAt(
  mean: number,
  spread: number,
  { levels, isNonNegative }: Pick<ForecastAsked, 'levels' | 'isNonNegative'>,
): Foreseen {
  const bounded = (value: number): number => (isNonNegative ? Math.max(0, value) : value);
  const around = (level: number): readonly [number, number] => {
    const width = spread * normalQuantile((1 + level) / 2);
    return [bounded(mean - width), bounded(mean + width)];
  };
  return { mean: bounded(mean), intervals: Object.fromEntries(levels.map((level) => [String(level), around(level)])) };
}

function coverageOf({ tried, spreadAt }: Rolled, asked: ForecastAsked): Backtested['coverage'] {
  return Object.fromEntries(
    asked.levels.map((level) => {
      const inside = tried.map(({ mean, unit, h, actual }) => {
        const [low, high] = seenAt(mean, spreadAt(h) * unit, asked).intervals[String(level)] ?? [0, 0];
        return actual >= low && actual <= high ? 1 : 0;
      });
      return [String(level), meanOf(inside) ?? null];
    }),
  );
}

function warningsOf(
  values: readonly number[],
  period: number,
  used: Used,
  { sMAPE, naive }: Backtested,
): readonly Warning[] {
  const isWorse = sMAPE !== null && naive.sMAPE !== null && sMAPE > naive.sMAPE;
  const found: Readonly<Record<Warning, boolean>> = {
    'no-history': values.length === 0,
    'short-history': values.length > 0 && values.length < 4,
    'no-whole-seasons': values.length >= 4 && period > 1 && values.length < 2 * period,
    'mostly-zero': used === 'croston',
    'worse-than-naive': isWorse,
  };
  return WARNINGS.filter((warning) => found[warning]);
}
