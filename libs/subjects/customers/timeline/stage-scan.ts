import type { Attributes } from '../customer.events.js';
import { firstFrom, type History } from './history.js';
import { daysOf, inForce, type LifecycleOf, type LifecyclePolicy, type Policies } from '../../policies/policy.js';
import type { Stage } from './standing.js';

/** The first day on which the customer exists: registered or, if earlier, the first purchase. */
export function firstDayOf(history: History): number | undefined {
  const purchase = history.purchases[0]?.day;
  if (purchase === undefined) return history.registeredDay;
  return history.registeredDay === undefined ? purchase : Math.min(history.registeredDay, purchase);
}

/** The stage at the end of ascending days, and what of a customer it comes from; days after the one asked are not seen. */
export class StageScan {
  private changes = 0;
  private closings = 0;
  private purchases: number;
  private closed = false;
  attributes: Attributes;

  constructor(
    private readonly history: History,
    private readonly policies: Policies,
    start: number,
  ) {
    this.attributes = history.attributes;
    this.purchases = firstFrom(history.purchases, start);
  }

  /** `day` must not go back, nor lie before the customer existed. */
  at(day: number): Stage {
    this.moveTo(day);
    return this.under(inForce(this.policies.lifecycle, day), day);
  }

  /** Whether there was a purchase by the day asked last. */
  get bought(): boolean {
    return this.purchases > 0;
  }

  /** The stage on the day that was asked for last, had this policy been in force. */
  under(policy: LifecyclePolicy, day: number): Stage {
    if (this.closed) return 'closed';
    const last = this.history.purchases[this.purchases - 1]?.day;
    const first = this.history.purchases[0]?.day;
    if (last === undefined || first === undefined) return 'lead';
    const days = daysOf(policy, this.attributes);
    if (day - last >= days.churnAfterDays) return 'churned';
    if (day - last >= days.atRiskAfterDays) return 'at_risk';
    if (day - first < days.newForDays) return 'new';
    return this.cameBack(day, days) ? 'reactivated' : 'active';
  }

  private cameBack(day: number, days: LifecycleOf): boolean {
    for (let i = this.purchases - 1; i > 0; i--) {
      const later = this.history.purchases[i]?.day ?? 0;
      const earlier = this.history.purchases[i - 1]?.day ?? 0;
      if (day - later >= days.reactivatedForDays) return false;
      if (later - earlier > days.churnAfterDays) return true;
    }
    return false;
  }

  private moveTo(day: number): void {
    const { changes, closings, purchases } = this.history;
    for (let next = changes[this.changes]; next !== undefined && next.day <= day; next = changes[++this.changes])
      this.attributes = { ...this.attributes, ...next.attributes };
    for (let next = closings[this.closings]; next !== undefined && next.day <= day; next = closings[++this.closings])
      this.closed = next.closed;
    while (this.purchases < purchases.length && (purchases[this.purchases]?.day ?? 0) <= day) this.purchases++;
  }
}

/** The stage at the end of one day, had another policy been in force on it. */
export function stageUnder(policy: LifecyclePolicy, history: History, policies: Policies, day: number): Stage {
  const scan = new StageScan(history, policies, day);
  scan.at(day);
  return scan.under(policy, day);
}
