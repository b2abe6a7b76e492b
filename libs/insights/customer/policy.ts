/** When a customer counts as at risk, churned, new or come back; all in calendar days. Spec section 4. */
export interface LifecyclePolicy {
  readonly churnAfterDays: number;
  readonly atRiskAfterDays: number;
  readonly newForDays: number;
  readonly reactivatedForDays: number;
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

export const DEFAULT_LIFECYCLE: LifecyclePolicy = {
  churnAfterDays: 90,
  atRiskAfterDays: 60,
  newForDays: 30,
  reactivatedForDays: 30,
};

export const DEFAULT_TIERS: TierPolicy = {
  windowDays: 365,
  tiers: [
    { name: 'high', any: [{ revenue: 1_000_000_000n }, { orders: 12 }] },
    { name: 'normal', any: [{ revenue: 100_000_000n }, { orders: 2 }, { interactions: 6 }] },
    { name: 'low' },
  ],
};

export const DEFAULT_POLICIES: Policies = {
  lifecycle: [{ from: -Infinity, policy: DEFAULT_LIFECYCLE }],
  tiers: [{ from: -Infinity, policy: DEFAULT_TIERS }],
};

/** The policy in force on a day: the last one whose `from` is not after it. */
export function inForce<Policy>(dated: readonly Dated<Policy>[], day: number): Policy {
  for (let i = dated.length - 1; i >= 0; i--) {
    const candidate = dated[i];
    if (candidate !== undefined && candidate.from <= day) return candidate.policy;
  }
  throw new Error('a set of policies must begin with one that holds since ever');
}
