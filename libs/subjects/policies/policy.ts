import { parseDecimal } from '#kernel/decimal.js';
import {
  DEFAULT_LIFECYCLE_CONTENT,
  DEFAULT_TIER_CONTENT,
  type CustomerParts,
  type LifecycleContent,
  type LifecycleDays,
  type TierContent,
} from './policy.events.js';

/**
 * When a customer counts as at risk, churned, new or come back; all in calendar days, days of grace included in `churnAfterDays`. Spec
 * section 4. `others` are those of whom other days hold, the first that fits.
 */
export interface LifecyclePolicy extends LifecycleDays {
  readonly others?: readonly LifecycleOf[];
}

/** The days of some customers. */
export interface LifecycleOf extends LifecycleDays {
  readonly where?: CustomerParts;
}

/** All of the named thresholds have to be reached; revenue in millionths of the base currency. */
export interface TierCondition {
  readonly revenue?: bigint;
  readonly orders?: number;
  readonly interactions?: number;
}

/** The first tier of which any condition holds; the last has none and takes the rest. */
export interface TierPolicy {
  readonly windowDays: number;
  /** So many days after its condition held last a tier is kept, unless a higher one takes its place. */
  readonly keepForDays?: number;
  readonly tiers: readonly { readonly name: string; readonly any?: readonly TierCondition[] }[];
}

/** A policy and the business day from which on it holds. */
export interface Dated<Policy> {
  readonly from: number;
  readonly policy: Policy;
}

/** The policies in force over time, ascending by `from`; the first of each holds since ever. */
export interface Policies {
  readonly lifecycle: readonly Dated<LifecyclePolicy>[];
  readonly tiers: readonly Dated<TierPolicy>[];
}

/** What customers can be told apart by in a lifecycle policy. */
export const LIFECYCLE_PARTS = ['region', 'segment', 'source', 'salesperson'] as const;

/** As the projections use it. */
export function lifecyclePolicyOf(content: LifecycleContent): LifecyclePolicy {
  const { default: named, for: others, graceDays = 0, ...beside } = content;
  const all = { ...beside, ...named };
  const withGrace = <Days extends LifecycleDays>(days: Days): Days => ({
    ...days,
    churnAfterDays: days.churnAfterDays + graceDays,
  });
  return {
    ...withGrace(all),
    ...(others !== undefined && { others: others.map((days) => withGrace({ ...all, ...days })) }),
  };
}

/** The days that hold of a customer. @param parts what it is on the day; what it lacks is `''` */
export function daysOf(
  policy: LifecyclePolicy,
  parts: Readonly<Partial<Record<(typeof LIFECYCLE_PARTS)[number], string>>>,
): LifecycleOf {
  if (policy.others === undefined) return policy;
  const isMet = ({ where = {} }: LifecycleOf): boolean =>
    LIFECYCLE_PARTS.every((name) => where[name]?.includes(parts[name] ?? '') !== false);
  return policy.others.find(isMet) ?? policy;
}

/** What customers are told apart by in it. */
export function partsIn({ others = [] }: LifecyclePolicy): ReadonlySet<string> {
  return new Set(others.flatMap(({ where = {} }) => Object.keys(where)));
}

/** As the projections use it: amounts in millionths. */
export function tierPolicyOf({ tiers, ...days }: TierContent): TierPolicy {
  return {
    ...days,
    tiers: tiers.map(({ name, any }) =>
      any === undefined
        ? { name }
        : {
            name,
            any: any.map(({ revenue, ...counts }) =>
              revenue === undefined ? counts : { ...counts, revenue: parseDecimal(revenue) },
            ),
          },
    ),
  };
}

export const DEFAULT_POLICIES: Policies = {
  lifecycle: [{ from: -Infinity, policy: DEFAULT_LIFECYCLE_CONTENT }],
  tiers: [{ from: -Infinity, policy: tierPolicyOf(DEFAULT_TIER_CONTENT) }],
};

/** The policy in force on a day: the last one whose `from` is not after it. */
export function inForce<Policy>(dated: readonly Dated<Policy>[], day: number): Policy {
  for (let i = dated.length - 1; i >= 0; i--) {
    const candidate = dated[i];
    if (candidate !== undefined && candidate.from <= day) return candidate.policy;
  }
  throw new Error('a set of policies must begin with one that holds since ever');
}
