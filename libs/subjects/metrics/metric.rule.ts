import type { Static } from 'typebox';
import type { Catalogue } from '#figures/catalogue.js';
import { customMetric } from '#figures/custom/custom-metric.js';
import type { MetricDefinition } from '#figures/custom/metric-definition.js';
import { Problem } from '#kernel/problem.js';
import type { METRIC } from './metric.input.js';

/**
 * @param catalogue with the metrics that are defined now
 * @throws Problem naming the part of the formula that is impossible, or the metric that would be, since it is made of this one
 */
export function needMetric(content: Static<typeof METRIC>, catalogue: Catalogue, name: string): void {
  const definition: MetricDefinition = { ...content, name, version: 0 };
  const definitions = new Map(catalogue.definitions).set(name, definition);
  customMetric(definition, definitions, catalogue);
  for (const other of catalogue.definitions.values()) {
    // One that is impossible already is mended by saying it again.
    if (other.name === name || !catalogue.metrics.has(other.name)) continue;
    try {
      customMetric(other, definitions, catalogue);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const detail = `would leave ${other.name}, which is made of it, without a meaning: ${error.detail}`;
      throw new Problem('invalid-request', `formula ${detail}`, [{ field: 'formula', detail }]);
    }
  }
}
