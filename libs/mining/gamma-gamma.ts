import { digamma, logGamma } from './log-gamma.js';
import { likeliest } from './likeliest.js';
import { stepping, type OnStep } from './long-work.js';
import type { Slope } from './quasi-newton.js';

/** Somebody's purchases and the mean of what each came to, more than 0. */
export interface Spent {
  readonly purchases: number;
  readonly mean: number;
}

/**
 * What a purchase comes to is gamma(p, nu), nu of each customer gamma(q, v) (Fader and Hardie 2013, "The gamma-gamma model of monetary
 * value"). v is an amount of money.
 */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly v: number;
  readonly logLikelihood: number;
  readonly isAtEdge: boolean;
}

/** Fewer customers say nothing of three parameters. */
export const FEWEST_SPENDERS = 4;

/** By maximum likelihood; undefined for fewer than `FEWEST_SPENDERS`. The order of the customers is nothing to it. */
export function fitGammaGamma(customers: readonly Spent[], onStep?: OnStep): GammaGamma | undefined {
  if (customers.length < FEWEST_SPENDERS) return undefined;
  const sorted = customers.toSorted(stepping((a, b) => a.purchases - b.purchases || a.mean - b.mean, onStep));
  const overall = sorted.reduce((sum, { mean }) => sum + mean, 0) / sorted.length;
  const { parameters, ...fit } = likeliest(likelihoodOf(sorted), [1, 2, overall], onStep);
  const [p = NaN, q = NaN, v = NaN] = parameters;
  return { p, q, v, ...fit };
}

/**
 * Of these customers, by p, q and v, with its slopes. What hangs on how many purchases there were alone is worked out once for each such
 * number.
 */
export function likelihoodOf(customers: readonly Spent[]): (parameters: readonly number[]) => Slope {
  const counts = [...new Set(customers.map(({ purchases }) => purchases))];
  const at = new Map(counts.map((count, i) => [count, i]));
  const own = Uint32Array.from(customers, ({ purchases }) => at.get(purchases) as number);
  const totals = Float64Array.from(customers, ({ purchases, mean }) => purchases * mean);
  const logTotals = totals.map(Math.log);
  const logMeans = customers.reduce((sum, { mean }) => sum + Math.log(mean), 0);
  return ([p = NaN, q = NaN, v = NaN]) => {
    const common = q * Math.log(v) - logGamma(q);
    const shapes = Float64Array.from(counts, (x) => p * x);
    const constants = shapes.map((shape) => common + logGamma(shape + q) - logGamma(shape));
    const ofBoth = shapes.map((shape) => digamma(shape + q));
    const ofOwn = shapes.map(digamma);
    const ofAll = Math.log(v) - digamma(q);
    let [sum, alongP, alongQ, alongV] = [-logMeans, 0, 0, (q * own.length) / v];
    for (let i = 0; i < own.length; i++) {
      const k = own[i] as number;
      const shape = shapes[k] as number;
      const within = v + (totals[i] as number);
      const [total, log] = [logTotals[i] as number, Math.log(within)];
      sum += (constants[k] as number) + (shape * total - (shape + q) * log);
      alongP += (counts[k] as number) * ((ofBoth[k] as number) - (ofOwn[k] as number) + total - log);
      alongQ += ofAll + (ofBoth[k] as number) - log;
      alongV -= (shape + q) / within;
    }
    return { value: sum, gradient: [alongP, alongQ, alongV] };
  };
}

/**
 * What a purchase of somebody is expected to come to; of whoever has none, `purchases` 0, the mean of all. Undefined where the mean of all
 * is infinite, as it is for q of 1 or less.
 */
export function expectedSpend({ p, q, v }: GammaGamma, { purchases, mean }: Spent): number | undefined {
  const weight = p * purchases + q - 1;
  return weight > 0 ? (p * (v + purchases * mean)) / weight : undefined;
}
