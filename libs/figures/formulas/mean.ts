import type { Fraction } from '../value.js';
import { histogramPlan, type Counted, type Histogram } from './histogram.js';
import type { FormulaPage } from './page.js';

/** The mean of a dimension that holds whole numbers, each as often as a metric that goes by it counts. */
export interface Mean extends Counted {
  readonly kind: 'mean';
}

export const mean: FormulaPage<Mean> = {
  kind: 'mean',
  plan: (formula, frame, evaluator) => histogramPlan(formula, frame, evaluator, meanOf),
  sources: ({ of }, { metricNamed, sourcesOf }) => sourcesOf(metricNamed(of).formula),
  behind: ({ of }) => ({ instead: [of] }),
};

function meanOf(histogram: Histogram): Fraction | undefined {
  const denominator = histogram.reduce((sum, [, count]) => sum + count, 0n);
  if (denominator === 0n) return undefined;
  return { numerator: histogram.reduce((sum, [number, count]) => sum + number * count, 0n), denominator };
}
