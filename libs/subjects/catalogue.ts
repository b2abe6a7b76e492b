import { Catalogue } from '#figures/catalogue.js';
import type { Metric } from '#figures/metric.js';
import { SUBJECTS } from './index.js';

/** Every metric there is and what they go by, in the order of subjects. */
export const CATALOGUE = new Catalogue(
  SUBJECTS.flatMap(({ metrics = [] }) => metrics),
  SUBJECTS.map(({ dimensions = {} }) => dimensions),
);

/** What `GET /v1/metrics` lists. */
export function listMetrics(): readonly Omit<Metric, 'formula'>[] {
  return [...CATALOGUE.metrics.values()].map(({ formula: _formula, ...listed }) => listed);
}

/** Whether a metric can have a target cut by these dimensions: undefined where it can, otherwise why not. */
export function targetObjection(name: string, dimensions: readonly string[]): string | undefined {
  return CATALOGUE.targetObjection(name, dimensions);
}
