import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';

/** What values are spread over: a dimension of what another metric counts. */
interface Spread {
  /** The metric that counts. */
  readonly of: string;
  readonly dimension: string;
  readonly unit: string;
  readonly dimensions: readonly string[];
}

/** Its mean, or its quantile at a share such as [9, 10]. */
type How = Pick<Extract<Formula, { kind: 'quantile' }>, 'at'> | 'mean';

/** Makes metrics of a mean and quantiles. */
export function spread({ of, dimension, unit, dimensions }: Spread) {
  return (name: string, definition: string, how: How): Metric<Formula> => {
    const over = { dimension, of };
    const formula: Formula = how === 'mean' ? { kind: 'mean', ...over } : { kind: 'quantile', ...how, ...over };
    return { name, kind: 'ratio', unit, type: 'number', additive: false, dimensions, definition, formula };
  };
}
