import type { History } from './history.js';
import type { TierPolicy } from '../../policies/policy.js';
import { ConditionScan } from './condition-scan.js';
import { firstDayOf } from './stage-scan.js';
import { addConditionDays } from './tier-days.js';

/** The tier at the end of ascending days under one policy. */
export class TierScan {
  private readonly kept: KeptScan | undefined;
  private readonly conditions: ConditionScan;

  constructor(
    history: History,
    day: number,
    readonly policy: TierPolicy,
  ) {
    const { keepForDays = 0 } = policy;
    const from = Math.max(day - keepForDays, firstDayOf(history) ?? day);
    this.conditions = new ConditionScan(history, keepForDays === 0 ? day : from, policy);
    if (keepForDays > 0) this.kept = new KeptScan(history, from, keepForDays, this.conditions);
  }

  at(day: number): string {
    const index = this.kept === undefined ? this.conditions.at(day) : this.kept.at(day).index;
    return this.policy.tiers[index]?.name ?? '';
  }
}

/** Days on which the condition of a tier, by its place in the policy, held and none of a higher one. */
interface Stretch {
  readonly from: number;
  readonly index: number;
}

/** Of ascending days the highest tier whose condition held on the day or on one of so many before it. */
class KeptScan {
  private readonly days: readonly number[];
  private next = 0;
  /** One after the other; each lasts until the next. */
  private readonly stretches: Stretch[] = [];

  /** @param from the first day that counts */
  constructor(
    history: History,
    from: number,
    private readonly keepForDays: number,
    private readonly conditions: ConditionScan,
  ) {
    const days = [from];
    addConditionDays(history, conditions.policy, from, days);
    this.days = days.filter((day) => day >= from).sort((a, b) => a - b);
  }

  at(day: number): Stretch {
    for (; (this.days[this.next] ?? Infinity) <= day; this.next++) {
      const from = this.days[this.next] as number;
      const index = this.conditions.at(from);
      if (this.stretches.at(-1)?.index !== index) this.stretches.push({ from, index });
    }
    while ((this.stretches[1]?.from ?? Infinity) <= day - this.keepForDays) this.stretches.shift();
    return this.stretches.reduce((best, one) => (one.index < best.index ? one : best));
  }
}
