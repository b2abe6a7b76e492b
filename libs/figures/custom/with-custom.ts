import { Problem } from '#kernel/problem.js';
import type { Catalogue } from '../catalogue.js';
import type { Formula } from '../formulas/index.js';
import type { Metric } from '../metric.js';
import { customMetric } from './custom-metric.js';
import type { MetricDefinitions } from './metric-definition.js';

/**
 * A catalogue with the metrics that callers defined. One that cannot be made any more, since another that it is made of is gone, is told
 * so when it is asked for.
 */
export function withCustom(catalogue: Catalogue, definitions: MetricDefinitions): Catalogue {
  if (definitions.size === 0) return catalogue;
  const metrics: Metric<Formula>[] = [];
  const impossible = new Map<string, Problem>();
  for (const definition of definitions.values()) {
    try {
      metrics.push(customMetric(definition, definitions, catalogue));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      impossible.set(definition.name, error);
    }
  }
  return catalogue.with(metrics, impossible, definitions);
}
