import { parseDecimal } from '#kernel/decimal.js';
import {
  DEFAULT_LIFECYCLE_CONTENT,
  DEFAULT_TIER_CONTENT,
  type LifecycleContent,
  type TierContent,
} from './policy.events.js';

/** When a customer counts as at risk, churned, new or come back; all in calendar days. Spec section 4. */
export type LifecyclePolicy = LifecycleContent;

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
