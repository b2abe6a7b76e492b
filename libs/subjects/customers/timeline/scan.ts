import type { Attributes } from '../customer.events.js';
import { firstFrom, type History } from './history.js';
import { inForce, type LifecyclePolicy, type Policies } from '../../policies/policy.js';
import type { Standing, Stage } from './standing.js';
import { TierScan } from './tier.js';

/** The first day on which the customer exists: registered or, if earlier, the first purchase. */
export function firstDayOf(history: History): number | undefined {
  const purchase = history.purchases[0]?.day;
  if (purchase === undefined) return history.registeredDay;
  return history.registeredDay === undefined ? purchase : Math.min(history.registeredDay, purchase);
}

/** Where a customer stands at the end of ascending days; days after the one asked are not seen. */
export class CustomerScan {
  private readonly firstDay: number | undefined;
  private changes = 0;
  private closings = 0;
  private purchases: number;
  private attributes: Attributes;
  private closed = false;
  private tiers: TierScan;
  private last: { readonly standing: Standing; readonly attributes: Attributes } | undefined;

  constructor(
    private readonly history: History,
    private readonly policies: Policies,
    start: number,
  ) {
    this.firstDay = firstDayOf(history);
    this.attributes = history.attributes;
    this.purchases = firstFrom(history.purchases, start);
    this.tiers = new TierScan(history, start, inForce(policies.tiers, start));
  }

  /** Undefined before the customer exists; the same object as for the day asked before while nothing changes. `day` must not go back. */
  at(day: number): Standing | undefined {
    if (this.firstDay === undefined || day < this.firstDay) return undefined;
    this.moveTo(day);
    const stage = this.stageAt(day, inForce(this.policies.lifecycle, day));
    return this.standing(stage, this.tierAt(day), this.purchases > 0);
  }

  private standing(stage: Stage, tier: string, bought: boolean): Standing {
    const { attributes, last } = this;
    const known = last?.attributes === attributes ? last.standing : undefined;
    if (known?.stage === stage && known.tier === tier && known.bought === bought) return known;
    const { region = '', segment = '', source = '', salesperson = '' } = attributes;
    const standing = { stage, tier, region, segment, source, salesperson, bought };
    this.last = { standing, attributes };
    return standing;
  }

  /** The stage on the day that `at` was last asked for, had this policy been in force. */
  stageAt(day: number, policy: LifecyclePolicy): Stage {
    if (this.closed) return 'closed';
    const last = this.history.purchases[this.purchases - 1]?.day;
    const first = this.history.purchases[0]?.day;
    if (last === undefined || first === undefined) return 'lead';
    if (day - last >= policy.churnAfterDays) return 'churned';
    if (day - last >= policy.atRiskAfterDays) return 'at_risk';
    if (day - first < policy.newForDays) return 'new';
    return this.cameBack(day, policy) ? 'reactivated' : 'active';
  }

  private cameBack(day: number, policy: LifecyclePolicy): boolean {
    for (let i = this.purchases - 1; i > 0; i--) {
      const later = this.history.purchases[i]?.day ?? 0;
      const earlier = this.history.purchases[i - 1]?.day ?? 0;
      if (day - later >= policy.reactivatedForDays) return false;
      if (later - earlier > policy.churnAfterDays) return true;
    }
    return false;
  }

  private tierAt(day: number): string {
    const policy = inForce(this.policies.tiers, day);
    if (policy !== this.tiers.policy) this.tiers = new TierScan(this.history, day, policy);
    return this.tiers.at(day);
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
  const scan = new CustomerScan(history, policies, day);
  scan.at(day);
  return scan.stageAt(day, policy);
}

/** Where the customer stood at the end of one day. */
export function standingAt(history: History, day: number, policies: Policies): Standing | undefined {
  return new CustomerScan(history, policies, day).at(day);
}
