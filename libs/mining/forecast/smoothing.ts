import { nelderMead } from '../nelder-mead.js';

/** A way to smooth a history that has no season: fitted once, and applied to more of it with the same parameters. */
export interface Smoothing {
  fit(values: readonly number[]): readonly number[];
  /** What is to come after values, so many steps ahead. */
  ahead(values: readonly number[], parameters: readonly number[], steps: number): readonly number[];
}

const FIT = { step: 2, tolerance: 1e-6, maxIterations: 120 } as const;
/** A trend dies away by no less and no more a step. */
const DAMPING = { least: 0.8, most: 0.98 } as const;
/** Values at the beginning whose line is the trend that smoothing begins with. */
const FIRST = 24;

/**
 * The method Theta: half of the line through all values, added to what is smoothed exponentially (in the form of Hyndman and Billah,
 * International Journal of Forecasting 19, 2003).
 */
export const THETA: Smoothing = {
  fit(values) {
    const unit = squaredUnitOf(values);
    return nelderMead(([free = 0]) => exponential(values, share(free)).squares / unit, [-2], FIT).x;
  },
  ahead(values, [free = 0], steps) {
    const alpha = share(free);
    const { level } = exponential(values, alpha);
    const drift = slopeOf(values) / 2;
    const behind = (1 - (1 - alpha) ** values.length) / alpha;
    return Array.from({ length: steps }, (_, h) => level + drift * (h + behind));
  },
};

/** Holt's smoothing of level and trend, the trend dying away (Gardner and McKenzie, Management Science 31, 1985). */
export const DAMPED_TREND: Smoothing = {
  fit(values) {
    const unit = squaredUnitOf(values);
    return nelderMead((parameters) => damped(values, parameters).squares / unit, [-2, -3, 0], FIT).x;
  },
  ahead(values, parameters, steps) {
    const { level, trend, damping } = damped(values, parameters);
    let [sum, factor] = [0, 1];
    return Array.from({ length: steps }, () => level + (sum += factor *= damping) * trend);
  },
};

function exponential(values: readonly number[], alpha: number): { readonly level: number; readonly squares: number } {
  let [level, squares] = [values[0] ?? 0, 0];
  for (const value of values) {
    const error = value - level;
    squares += error * error;
    level += alpha * error;
  }
  return { level, squares };
}

function damped(values: readonly number[], [a = 0, b = 0, c = 0]: readonly number[]) {
  const [alpha, damping] = [share(a), DAMPING.least + (DAMPING.most - DAMPING.least) * share(c)];
  const beta = alpha * share(b);
  let [level, trend, squares] = [values[0] ?? 0, slopeOf(values.slice(0, FIRST)), 0];
  for (const value of values) {
    const expected = level + damping * trend;
    const error = value - expected;
    squares += error * error;
    level = expected + alpha * error;
    trend = damping * trend + beta * error;
  }
  return { level, trend, damping, squares };
}

/** Between 0 and 1, neither of them. */
function share(free: number): number {
  return 0.0001 + 0.9998 / (1 + Math.exp(-free));
}

/** How far values are from each other, squared, so that what is fitted does not depend on their unit; 1 where they are all the same. */
function squaredUnitOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return variance > 0 ? variance : 1;
}

/** Of the straight line through values a step apart, by least squares; 0 of fewer than two. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  let [above, below] = [0, 0];
  for (const [i, value] of values.entries()) {
    above += (i - middle) * value;
    below += (i - middle) ** 2;
  }
  return below === 0 ? 0 : above / below;
}
