import { Problem } from '#kernel/problem.js';
import { CUSTOMER_METRICS } from './catalogue.customers.js';
import { DEAL_METRICS, TARGET_METRICS } from './catalogue.deals.js';
import { INTERACTION_METRICS, PURCHASE_GAP_METRICS, SALES_METRICS } from './catalogue.sales.js';
import { isAboutTargets, type Formula } from './formulas/index.js';
import type { Metric } from './metric.js';

/** Every metric there is. Adding one is adding an entry. */
export const CATALOGUE: ReadonlyMap<string, Metric<Formula>> = new Map(
  [
    ...CUSTOMER_METRICS,
    ...SALES_METRICS,
    ...PURCHASE_GAP_METRICS,
    ...INTERACTION_METRICS,
    ...DEAL_METRICS,
    ...TARGET_METRICS,
  ].map((metric) => [metric.name, metric]),
);

/** @throws Problem `unknown-metric`, naming what there is */
export function metricNamed(name: string): Metric<Formula> {
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

/** Whether a metric can have a target cut by these dimensions: undefined where it can, otherwise why not. */
export function targetObjection(name: string, dimensions: readonly string[]): string | undefined {
  const metric = CATALOGUE.get(name);
  if (metric === undefined || metric.kind !== 'flow' || metric.onlyBy !== undefined || isAboutTargets(metric)) {
    const possible = [...CATALOGUE.values()].filter((one) => one.kind === 'flow' && !isAboutTargets(one));
    return `must be a metric that adds up over days: ${possible.map((one) => one.name).join(', ')}`;
  }
  const wrong = dimensions.find((dimension) => !metric.dimensions.includes(dimension));
  return wrong === undefined ? undefined : `goes by ${metric.dimensions.join(', ')}, not by ${wrong}`;
}
