import type { Fraction } from '../value.js';
import { histogramPlan, type Counted, type Histogram } from './histogram.js';
import type { FormulaPage } from './page.js';

/** The type-7 quantile at `at[0] / at[1]` of a dimension that holds whole numbers, each as often as a metric that goes by it counts. */
export interface Quantile extends Counted {
  readonly kind: 'quantile';
  readonly at: readonly [numerator: number, denominator: number];
}

export const quantile: FormulaPage<Quantile> = {
  kind: 'quantile',
  plan: (formula, frame, evaluator) =>
    histogramPlan(formula, frame, evaluator, (histogram) => quantileOf(histogram, ...formula.at)),
  sources: ({ of }, { metricNamed, sourcesOf }) => sourcesOf(metricNamed(of).formula),
  behind: ({ of }) => ({ instead: [of] }),
};

/**
 * The type-7 quantile at p = `numerator / denominator` (Hyndman and Fan, 1996: h = (n - 1) p, linear between the two neighbours), exact;
 * undefined where there is nothing.
 */
export function quantileOf(histogram: Histogram, numerator: number, denominator: number): Fraction | undefined {
  const sorted = histogram.filter(([, count]) => count > 0n).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const count = sorted.reduce((sum, [, n]) => sum + n, 0n);
  if (count === 0n) return undefined;
  const d = BigInt(denominator);
  const place = (count - 1n) * BigInt(numerator);
  const low = valueAt(sorted, place / d);
  const high = valueAt(sorted, place % d === 0n ? place / d : place / d + 1n);
  return { numerator: low * d + (high - low) * (place % d), denominator: d };
}

function valueAt(sorted: Histogram, rank: bigint): bigint {
  let seen = 0n;
  for (const [value, n] of sorted) if ((seen += n) > rank) return value;
  throw new Error('a rank beyond the last value');
}
