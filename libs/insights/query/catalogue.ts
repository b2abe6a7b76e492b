import { Problem } from '#kernel/problem.js';
import { CUSTOMER_METRICS } from './catalogue.customers.js';
import { INTERACTION_METRICS, PURCHASE_GAP_METRICS, SALES_METRICS } from './catalogue.sales.js';
import type { Metric } from './metric.js';

/** Every metric there is. Adding one is adding an entry. */
export const CATALOGUE: ReadonlyMap<string, Metric> = new Map(
  [...CUSTOMER_METRICS, ...SALES_METRICS, ...PURCHASE_GAP_METRICS, ...INTERACTION_METRICS].map((metric) => [
    metric.name,
    metric,
  ]),
);

/** @throws Problem `unknown-metric`, naming what there is */
export function metricNamed(name: string): Metric {
  const metric = CATALOGUE.get(name);
  if (metric !== undefined) return metric;
  const names = [...CATALOGUE.keys()].join(', ');
  throw new Problem('unknown-metric', `there is no metric ${name.slice(0, 100)}; possible are ${names}`);
}

/** What `GET /v1/metrics` lists. */
export function listMetrics(): readonly Omit<Metric, 'formula'>[] {
  return [...CATALOGUE.values()].map(({ formula: _formula, ...listed }) => listed);
}

/** All dimensions of all metrics. */
export const DIMENSIONS: readonly string[] = [
  ...new Set([...CATALOGUE.values()].flatMap(({ dimensions }) => dimensions)),
].sort();
