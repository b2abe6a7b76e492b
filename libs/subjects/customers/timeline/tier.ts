import type { History } from './history.js';
import type { TierCondition, TierPolicy } from '../../policies/policy.js';
import { TrailingSum } from './trailing-sum.js';

/** The tier at the end of ascending days under one policy. */
export class TierScan {
  private readonly purchases: TrailingSum;
  private readonly refunds: TrailingSum;
  private readonly interactions: TrailingSum;

  constructor(
    history: History,
    day: number,
    readonly policy: TierPolicy,
  ) {
    this.purchases = new TrailingSum(history.purchases, day, policy.windowDays);
    this.refunds = new TrailingSum(history.refunds, day, policy.windowDays);
    this.interactions = new TrailingSum(history.interactions, day, policy.windowDays);
  }

  at(day: number): string {
    this.purchases.moveTo(day);
    this.refunds.moveTo(day);
    this.interactions.moveTo(day);
    for (const tier of this.policy.tiers) {
      if (tier.any === undefined) return tier.name;
      for (const condition of tier.any) if (this.holds(condition)) return tier.name;
    }
    throw new Error('the last tier of a policy must have no conditions');
  }

  private holds({ revenue, orders, interactions }: TierCondition): boolean {
    if (revenue !== undefined && this.purchases.amount - this.refunds.amount < revenue) return false;
    if (orders !== undefined && this.purchases.count < orders) return false;
    return interactions === undefined || this.interactions.count >= interactions;
  }
}
