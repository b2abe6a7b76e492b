import type { History } from './history.js';
import type { TierCondition, TierPolicy } from '../../policies/policy.js';
import { TrailingSum } from './trailing-sum.js';

/** Which conditions of a policy hold at the end of ascending days. */
export class ConditionScan {
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

  /** The place of the first tier of which one holds. */
  at(day: number): number {
    this.purchases.moveTo(day);
    this.refunds.moveTo(day);
    this.interactions.moveTo(day);
    let index = 0;
    for (const tier of this.policy.tiers) {
      if (tier.any === undefined) return index;
      for (const condition of tier.any) if (this.holds(condition)) return index;
      index++;
    }
    throw new Error('the last tier of a policy must have no conditions');
  }

  private holds({ revenue, orders, interactions }: TierCondition): boolean {
    if (revenue !== undefined && this.purchases.amount - this.refunds.amount < revenue) return false;
    if (orders !== undefined && this.purchases.count < orders) return false;
    return interactions === undefined || this.interactions.count >= interactions;
  }
}
