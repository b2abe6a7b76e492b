import type { Frame } from '../frame.js';
import { wholeOf, type Fraction } from '../value.js';
import type { Plan } from '../plan.js';
import type { Evaluator, FormulaPage } from './page.js';

/** The type-7 quantile at `at[0] / at[1]` of a dimension that holds whole numbers, each as often as a metric that goes by it counts. */
interface Quantile {
  readonly kind: 'quantile';
  readonly at: readonly [numerator: number, denominator: number];
  readonly dimension: string;
  readonly of: string;
}

export const quantile: FormulaPage<Quantile> = {
  kind: 'quantile',
  plan: quantilePlan,
  sources: ({ of }, { metricNamed, sourcesOf }) => sourcesOf(metricNamed(of).formula),
  behind: ({ of }) => ({ instead: [of] }),
};

/** How often each number occurs. */
type Histogram = readonly (readonly [number: bigint, count: bigint])[];

/** Works out a quantile per combination and window from how often each value of the dimension occurs. */
function quantilePlan({ at, dimension, of }: Quantile, frame: Frame, { metricNamed, planOf }: Evaluator): Plan {
  const counted = planOf(metricNamed(of).formula, { ...frame, by: [...frame.by, dimension] });
  return {
    requests: counted.requests,
    finish: (cells) => {
      const histograms = new Map<string, [bigint, bigint][][]>();
      for (const [key, counts] of counted.finish(cells)) {
        const group = JSON.parse(key) as readonly string[];
        const number = BigInt(group.at(-1) ?? '');
        const own = JSON.stringify(group.slice(0, -1));
        const perWindow = histograms.get(own) ?? frame.windows.map((): [bigint, bigint][] => []);
        histograms.set(own, perWindow);
        counts.forEach((count, window) => perWindow[window]?.push([number, wholeOf(count)]));
      }
      return new Map(
        [...histograms].map(([key, perWindow]) => [key, perWindow.map((histogram) => quantileOf(histogram, ...at))]),
      );
    },
  };
}

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
