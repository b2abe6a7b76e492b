import type { Attributes } from '../customer.events.js';
import type { History } from './history.js';
import { inForce, type Policies } from '../../policies/policy.js';
import { firstDayOf, StageScan } from './stage-scan.js';
import type { Standing, Stage } from './standing.js';
import { overrideOn } from './tier-override.js';
import { TierScan } from './tier.js';

/** Where a customer stands at the end of ascending days; days after the one asked are not seen. */
export class CustomerScan {
  private readonly firstDay: number | undefined;
  private readonly stages: StageScan;
  private tiers: TierScan;
  private last: { readonly standing: Standing; readonly attributes: Attributes } | undefined;

  constructor(
    private readonly history: History,
    private readonly policies: Policies,
    start: number,
  ) {
    this.firstDay = firstDayOf(history);
    this.stages = new StageScan(history, policies, start);
    this.tiers = new TierScan(history, start, inForce(policies.tiers, start));
  }

  /** Undefined before the customer exists; the same object as for the day asked before while nothing changes. `day` must not go back. */
  at(day: number): Standing | undefined {
    if (this.firstDay === undefined || day < this.firstDay) return undefined;
    const stage = this.stages.at(day);
    return this.standing(stage, this.tierAt(day), this.stages.bought);
  }

  private standing(stage: Stage, tier: string, bought: boolean): Standing {
    const { last } = this;
    const { attributes } = this.stages;
    const known = last?.attributes === attributes ? last.standing : undefined;
    if (known?.stage === stage && known.tier === tier && known.bought === bought) return known;
    const { region = '', segment = '', source = '', salesperson = '', timeZone = '' } = attributes;
    const standing = { stage, tier, region, segment, source, salesperson, bought, timeZone };
    this.last = { standing, attributes };
    return standing;
  }

  private tierAt(day: number): string {
    const override = this.history.overrides.length === 0 ? undefined : overrideOn(this.history, day);
    if (override !== undefined) return override.tier;
    const policy = inForce(this.policies.tiers, day);
    if (policy !== this.tiers.policy) this.tiers = new TierScan(this.history, day, policy);
    return this.tiers.at(day);
  }
}

/** Where the customer stood at the end of one day. */
export function standingAt(history: History, day: number, policies: Policies): Standing | undefined {
  return new CustomerScan(history, policies, day).at(day);
}
