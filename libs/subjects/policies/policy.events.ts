import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf } from '#kernel/event.js';

/** Spec section 4. */
export type LifecycleDays = {
  readonly churnAfterDays: number;
  readonly atRiskAfterDays: number;
  readonly newForDays: number;
  readonly reactivatedForDays: number;
};

/** The days of all customers, and of those of whom something else holds: the first of `for` whose conditions are all met. */
export type LifecycleContent = LifecycleDays & {
  /** In place of those beside it, as far as it names them. */
  readonly default?: Partial<LifecycleDays>;
  readonly for?: readonly ({ readonly where: CustomerParts } & Partial<LifecycleDays>)[];
  /** Added to `churnAfterDays` of everybody. */
  readonly graceDays?: number;
};

/** By label of customers, the values of which one is needed. */
export type CustomerParts = Readonly<Record<string, readonly string[]>>;

/** Revenue is a decimal string in the base currency. */
export type TierContent = {
  readonly windowDays: number;
  /** For so many days after its condition held last a tier is kept; none where absent. */
  readonly keepForDays?: number;
  readonly tiers: readonly {
    readonly name: string;
    readonly any?: readonly {
      readonly revenue?: string;
      readonly orders?: number;
      readonly interactions?: number;
    }[];
  }[];
};

/** Spec section 4: what holds before any is published, and what a lifecycle policy does not name. */
export const DEFAULT_LIFECYCLE_CONTENT: LifecycleDays = {
  churnAfterDays: 90,
  atRiskAfterDays: 60,
  newForDays: 30,
  reactivatedForDays: 30,
};

export const DEFAULT_TIER_CONTENT: TierContent = {
  windowDays: 365,
  tiers: [
    { name: 'high', any: [{ revenue: '1000' }, { orders: 12 }] },
    { name: 'normal', any: [{ revenue: '100' }, { orders: 2 }, { interactions: 6 }] },
    { name: 'low' },
  ],
};

export type LifecyclePolicyPublished = EventOf<
  'LifecyclePolicyPublished',
  { readonly id: string; readonly effectiveFrom: string; readonly policy: LifecycleContent }
>;

export type TierPolicyPublished = EventOf<
  'TierPolicyPublished',
  { readonly id: string; readonly effectiveFrom: string; readonly policy: TierContent }
>;

export type PolicyEvent = LifecyclePolicyPublished | TierPolicyPublished;

export const POLICY_EVENTS: EventTypes = {
  LifecyclePolicyPublished: { schema: 1, isSetting: true },
  TierPolicyPublished: { schema: 1, isSetting: true },
};
