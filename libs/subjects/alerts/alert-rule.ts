import type { Expression } from '#figures/formulas/expression.js';
import type { Metric } from '#figures/metric.js';
import { isOfSegment } from '#figures/segment-dimension.js';

/** What is watched for in a figure. Thresholds are decimals as text; what changes and is attained are ratios. */
export type Condition =
  | { readonly above: string }
  | { readonly below: string }
  | { readonly outside: Bounds }
  | { readonly inside: Bounds }
  | { readonly change: Change }
  | { readonly anomaly: { readonly sensitivity: number } }
  | { readonly noData: true }
  | { readonly attainment: { readonly below: string } };

/** The lower and the upper one. */
export type Bounds = readonly [string, string];

export type Change = { readonly against: Against } & ({ readonly above: string } | { readonly below: string });

export const AGAINST = ['previous-period', 'previous-year'] as const;
export type Against = (typeof AGAINST)[number];

export const SEVERITIES = ['info', 'warning', 'critical'] as const;

/** A rule that watches a metric, as it is kept. */
export type AlertRule = {
  readonly title: string;
  readonly metric: string;
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** The dimension every value of which has a state of its own. */
  readonly by?: string;
  /** A calendar grain, or `last-7-days`. */
  readonly window: string;
  readonly condition: Condition;
  /** Where it is over: between here and the threshold it stays as it is. The threshold itself where absent. */
  readonly clear?: string | Bounds;
  /** `2d`: on how many days in a row it has to hold, at their ends. */
  readonly for?: string;
  /** `1d`: how many days after it fired a part does not fire again. */
  readonly cooldown?: string;
  readonly severity: (typeof SEVERITIES)[number];
  readonly channels: readonly string[];
  readonly enabled: boolean;
};

/** Permanent: what the events of rules are called. */
export const ALERT_TYPES = { set: 'AlertDefined', retired: 'AlertRemoved' } as const;

/** The whole days of `2d`; 0 where nothing is said. */
export function daysOf(duration: string | undefined): number {
  return duration === undefined ? 0 : Number(duration.slice(0, -1));
}

/**
 * Whether a rule is judged while its window is not over: where more facts can only make its condition true, so `above` (or grown by more than)
 * of a metric that adds up, from 0 on, and from which nothing is taken. What has to hold for days is judged at their ends, and so is all else:
 * by segments, too, for a further fact of the day may take its customer out of one.
 */
export function isAtOnce(
  { condition, for: held, by = '', where }: AlertRule,
  metric: Pick<Metric, 'kind' | 'additive'> & Partial<Pick<Metric, 'formula'>>,
): boolean {
  if (!metric.additive || held !== undefined || takesAway(metric)) return false;
  if ([by, ...Object.keys(where)].some(isOfSegment)) return false;
  if ('above' in condition) return !condition.above.startsWith('-');
  return 'change' in condition && 'above' in condition.change && metric.kind === 'flow';
}

/** Whether a metric that callers defined takes one figure from another: what is more of that makes it less. */
function takesAway({ formula }: Partial<Pick<Metric, 'formula'>>): boolean {
  return formula?.kind === 'expression' && hasDifference((formula as object as { readonly of: Expression }).of);
}

function hasDifference(of: Expression): boolean {
  if ('difference' in of) return true;
  return 'sum' in of && of.sum.some(hasDifference);
}

/** The threshold in words, as events tell it. */
export function thresholdOf({ condition }: Pick<AlertRule, 'condition'>): string {
  if ('above' in condition) return condition.above;
  if ('below' in condition) return condition.below;
  if ('outside' in condition) return condition.outside.join('..');
  if ('inside' in condition) return condition.inside.join('..');
  if ('change' in condition) return 'above' in condition.change ? condition.change.above : condition.change.below;
  if ('attainment' in condition) return condition.attainment.below;
  return 'anomaly' in condition ? `sensitivity ${String(condition.anomaly.sensitivity)}` : 'no data';
}
