import { askedWindows, type Frame } from './frame.js';
import type { Formula } from './metric.js';
import { requestOf } from './requests.js';
import type { Fraction } from './value.js';
import type { Work } from './work.js';

type Quantile = Extract<Formula, { kind: 'quantile' }>;

/** How often each number occurs. */
export type Histogram = readonly (readonly [number: bigint, count: bigint])[];

/** Works out a quantile per combination and window from how often each value of the dimension occurs. */
export function quantileWork({ at, dimension, source }: Quantile, frame: Frame): Work {
  return {
    requests: [requestOf(source, frame, [...frame.by, dimension])],
    finish: ([cells = []]) => {
      const asked = askedWindows(frame, 'flow');
      const histograms = new Map<string, [bigint, bigint][][]>();
      for (const { window, group, sums } of cells) {
        const key = JSON.stringify(group.slice(0, -1));
        const perWindow = histograms.get(key) ?? frame.windows.map((): [bigint, bigint][] => []);
        perWindow[asked[window]?.index ?? -1]?.push([BigInt(group.at(-1) ?? ''), sums[0] ?? 0n]);
        histograms.set(key, perWindow);
      }
      return new Map(
        [...histograms].map(([key, perWindow]) => [key, perWindow.map((histogram) => quantile(histogram, ...at))]),
      );
    },
  };
}

/**
 * The type-7 quantile at p = `numerator / denominator` (Hyndman and Fan, 1996: h = (n - 1) p, linear between the two neighbours), exact;
 * undefined where there is nothing.
 */
export function quantile(histogram: Histogram, numerator: number, denominator: number): Fraction | undefined {
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
