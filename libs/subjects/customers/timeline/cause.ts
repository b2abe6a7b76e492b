import { daysOf, inForce, type LifecycleOf, type LifecyclePolicy, type Policies } from '../../policies/policy.js';
import { firstFrom, type History } from './history.js';
import type { Cause } from './move.js';
import { stageUnder } from './stage-scan.js';
import { overrideOn } from './tier-override.js';
import { isActive, type Standing } from './standing.js';

/** Why a customer stands elsewhere at the end of a day than on the day before. */
export function causeOf(
  history: History,
  policies: Policies,
  day: number,
  before: Standing | undefined,
  after: Standing,
): Cause {
  const purchased = history.purchases[firstFrom(history.purchases, day)]?.day === day;
  if (before === undefined) return purchased ? 'purchase' : 'registered';
  if (before.stage !== after.stage) {
    if (after.stage === 'closed') return 'closed';
    if (before.stage === 'closed') return 'reopened';
    const yesterday = inForce(policies.lifecycle, day - 1);
    if (yesterday !== inForce(policies.lifecycle, day) && stageUnder(yesterday, history, policies, day) !== after.stage)
      return 'policy';
    const policy = inForce(policies.lifecycle, day);
    const was = daysOf(policy, before);
    if (was !== daysOf(policy, after) && stageUnder(daysAlone(was), history, policies, day) !== after.stage)
      return 'changed';
    if (purchased) return 'purchase';
    return isActive(before.stage) && !isActive(after.stage) ? 'lapsed' : 'aged';
  }
  if (before.tier !== after.tier && overrideOn(history, day - 1) !== overrideOn(history, day)) return 'override';
  if (before.tier !== after.tier)
    return inForce(policies.tiers, day - 1) === inForce(policies.tiers, day) ? 'window' : 'policy';
  return 'changed';
}

/** As if they held of everybody. */
function daysAlone({ churnAfterDays, atRiskAfterDays, newForDays, reactivatedForDays }: LifecycleOf): LifecyclePolicy {
  return { churnAfterDays, atRiskAfterDays, newForDays, reactivatedForDays };
}
