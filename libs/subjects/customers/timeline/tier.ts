import { firstFrom, type DayTotals, type History } from './history.js';
import type { TierCondition, TierPolicy } from '../../policies/policy.js';

/** The sums of one list over the trailing window, moved along ascending days. */
class TrailingSum {
  private low: number;
  private high: number;
  count = 0;
  amount = 0n;

  /** Begins with nothing: entries on or before `day - window` never count from that day on. */
  constructor(
    private readonly list: readonly DayTotals[],
    day: number,
    private readonly window: number,
  ) {
    this.low = firstFrom(list, day - window + 1);
    this.high = this.low;
  }

  moveTo(day: number): void {
    for (let next = this.list[this.high]; next !== undefined && next.day <= day; next = this.list[++this.high]) {
      this.count += next.count;
      this.amount += next.amount;
    }
    for (let last = this.list[this.low]; this.low < this.high && last !== undefined; last = this.list[++this.low]) {
      if (last.day > day - this.window) break;
      this.count -= last.count;
      this.amount -= last.amount;
    }
  }
}

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
