import { isAboutTargets, type Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';
import { Problem } from '#kernel/problem.js';
import { SUBJECTS } from './index.js';

/** Every metric there is, in the order of subjects. */
export const CATALOGUE: ReadonlyMap<string, Metric<Formula>> = new Map(
  SUBJECTS.flatMap(({ metrics = [] }) => metrics).map((metric) => [metric.name, metric]),
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
