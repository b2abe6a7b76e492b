import { Problem } from '#kernel/problem.js';
import type { ViewStore } from '#kernel/ports/views.js';
import { BASIS_FIELDS } from './basis.js';
import type { Catalogue } from './catalogue.js';
import { isAboutTargets, pageOf } from './formulas/index.js';
import type { Metric } from './metric.js';

type Filters = Readonly<Record<string, readonly string[]>>;

/**
 * What the metrics about targets in a question are about: the one in `where.metric`, otherwise the other metric asked for. They then go by
 * its dimensions and have its unit. @throws Problem where it is not clear which one, or where that one can have no target
 */
export function aboutTargets(
  metrics: readonly Metric[],
  where: Filters,
  catalogue: Catalogue,
): { readonly metrics: readonly Metric[]; readonly where: Filters; readonly targetOf?: Metric } {
  if (!metrics.some(isAboutTargets)) return { metrics, where };
  const { metric: named, ...rest } = where;
  const others = metrics.filter((metric) => !isAboutTargets(metric)).map(({ name }) => name);
  const candidates = named ?? others;
  const [of] = candidates;
  if (of === undefined || candidates.length > 1) {
    const detail = 'ask for a target together with the one metric it is of, or name that in where.metric';
    throw new Problem('invalid-request', detail, [{ field: 'where.metric', detail }]);
  }
  const metric = catalogue.metricNamed(of);
  const objection = catalogue.targetObjection(of, []);
  if (objection !== undefined) throw new Problem('unknown-metric', `a target of ${of} has no meaning: it ${objection}`);
  const resolved = metrics.map((one) => ({ ...one, ...pageOf(one.formula).taken?.(metric) }));
  return { metrics: resolved, where: rest, targetOf: metric };
}

/** @throws Problem for targets: they are set in the base currency, for parts as they are then */
export function needOfFacts(metrics: readonly Metric[], data: Readonly<Record<string, unknown>>): void {
  const target = metrics.find(isAboutTargets);
  if (target === undefined) return;
  const detail = `has no meaning for ${target.name}: targets are set in the base currency, for parts as they are then`;
  const field = BASIS_FIELDS.find((name) => data[name] !== undefined) ?? '';
  throw new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}

/** The metric that targets of a question are of where it does not say so itself: the only one with targets. Undefined where that is not clear. */
export async function onlyTargeted(raw: unknown, views: ViewStore, catalogue: Catalogue): Promise<string | undefined> {
  const { metrics, where } = (raw ?? {}) as { readonly metrics?: unknown; readonly where?: unknown };
  const names: readonly unknown[] = Array.isArray(metrics) ? metrics : [];
  const others = names.filter((name) => !isNameAboutTargets(name, catalogue));
  if (others.length === names.length || others.length === 1) return undefined;
  if (typeof where === 'object' && where !== null && 'metric' in where) return undefined;
  const targets = await views.find('targets', { limit: 1000 });
  const targeted = [...new Set(targets.map(({ fields }) => fields['metric'] ?? ''))];
  const [only = 'revenue.net', ...more] =
    others.length === 0 ? targeted : targeted.filter((name) => others.includes(name));
  const isMeant = others.length === 0 || others.includes(only);
  return more.length === 0 && isMeant ? only : undefined;
}

function isNameAboutTargets(name: unknown, { metrics }: Catalogue): boolean {
  const metric = typeof name === 'string' ? metrics.get(name) : undefined;
  return metric !== undefined && isAboutTargets(metric);
}
