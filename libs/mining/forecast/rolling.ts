import { NEVER_ENDS, type OnStep } from '../long-work.js';
import { meanOf, mase, sMape, type Graded } from './grades.js';
import { fitted, type Foreteller, type Method } from './methods.js';

/** What would have been foretold from an earlier value of the history, and what came. */
interface FromOrigin extends Graded {
  /** Steps ahead, from 0. */
  readonly h: number;
  /** What an error of 1 without season is with it. */
  readonly unit: number;
}

/** How the method would have done on the last values of its history. */
export interface Rolled {
  /** From how many values it was tried. */
  readonly origins: number;
  readonly tried: readonly FromOrigin[];
  /** What is usual for an error so many steps ahead, without season. */
  readonly spreadAt: (h: number) => number;
}

/** As many values at the end are tried to be foretold. */
const TRIED = 36;
/** A fit needs as many values at least, or two seasons. */
const LEAST = 8;

/**
 * Forecasts from rolling origins: fitted once to what is before the first of them, then asked from each what comes, so that nothing is
 * foretold from what it was fitted to. @param horizon steps ahead at most
 */
export function rolled(
  method: Method,
  values: readonly number[],
  { period, horizon }: { readonly period: number; readonly horizon: number },
  onStep: OnStep = NEVER_ENDS,
): Rolled {
  const first = Math.max(values.length - TRIED, Math.ceil(values.length / 2), Math.min(LEAST, values.length - 1), 1);
  const tried: FromOrigin[] = [];
  if (first < values.length) {
    const foreteller: Foreteller = fitted(method, values.slice(0, first), period);
    for (let origin = first; origin < values.length; origin++) {
      onStep();
      const actuals = values.slice(origin, origin + horizon);
      const { means, units } = foreteller.ahead(values.slice(0, origin), actuals.length);
      for (const [h, actual] of actuals.entries()) tried.push({ h, mean: means[h] ?? 0, unit: units[h] ?? 1, actual });
    }
  }
  return { origins: Math.max(0, values.length - first), tried, spreadAt: spreadIn(tried) };
}

/** The grade of what was tried. */
export function gradeOf(tried: readonly Graded[], values: readonly number[], period: number) {
  return { sMAPE: sMape(tried) ?? null, MASE: mase(tried, values, period) ?? null };
}

/** The root mean square error by step ahead, as the line through it by the root of the steps that fits best: never less farther ahead. */
function spreadIn(tried: readonly FromOrigin[]): (h: number) => number {
  const squares = Map.groupBy(tried, ({ h }) => h);
  const points = [...squares].map(([h, found]) => {
    const mean = meanOf(found.map(({ mean: foretold, actual, unit }) => ((foretold - actual) / unit) ** 2)) ?? 0;
    return { x: Math.sqrt(h + 1), y: Math.sqrt(mean), weight: found.length };
  });
  const weight = points.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) return () => 0;
  const [x, y] = (['x', 'y'] as const).map(
    (axis) => points.reduce((sum, one) => sum + one.weight * one[axis], 0) / weight,
  ) as [number, number];
  const above = points.reduce((sum, one) => sum + one.weight * (one.x - x) * (one.y - y), 0);
  const below = points.reduce((sum, one) => sum + one.weight * (one.x - x) ** 2, 0);
  const slope = below === 0 ? 0 : Math.max(0, above / below);
  const least = Math.max(0, y - slope * x);
  return (h) => least + slope * Math.sqrt(h + 1);
}
