import type { Frame } from '../frame.js';
import type { Plan } from '../plan.js';
import { wholeOf, type Value } from '../value.js';
import type { Evaluator } from './page.js';

/** How often each number occurs. */
export type Histogram = readonly (readonly [number: bigint, count: bigint])[];

/** A dimension that holds whole numbers, each as often as a metric that goes by it counts. */
export interface Counted {
  readonly dimension: string;
  readonly of: string;
}

/** Works out, per combination and window, what follows from how often each value of the dimension occurs. */
export function histogramPlan(
  { dimension, of }: Counted,
  frame: Frame,
  { metricNamed, planOf }: Evaluator,
  valueOf: (histogram: Histogram) => Value | undefined,
): Plan {
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
      return new Map([...histograms].map(([key, perWindow]) => [key, perWindow.map(valueOf)]));
    },
  };
}
