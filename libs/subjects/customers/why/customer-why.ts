import type { Views } from '#kernel/ports/views.js';
import { formatDay } from '#kernel/time/calendar.js';
import { daysOf, inForce, partsIn } from '../../policies/policy.js';
import { policySetsIn } from '../../policies/policy-sets.js';
import type { ReadOn } from '../../read.js';
import { entriesOf, noCustomer, type CustomerContext } from '../customer-card.js';
import { historyIn } from '../merging/journals.js';
import type { Sight } from '../person.js';
import { standingAt } from '../timeline/scan.js';
import { firstDayOf } from '../timeline/stage-scan.js';
import { aloneOf, behindStage, behindTier } from './events-behind.js';
import { versionOn } from './policy-version.js';
import { stageBy, stageDays, stageInputs } from './stage-why.js';
import { tierGiven } from './tier-given.js';
import type { CustomerWhy } from './why.answers.js';

/** The rules that a customer's stage and tier hold by as of a time, and what they were applied to. @throws Problem `not-found` */
export async function customerWhy(
  id: string,
  views: Views,
  sight: Sight,
  context: CustomerContext & Pick<ReadOn, 'types' | 'definitions'>,
): Promise<CustomerWhy> {
  const { asOf, knownAt } = sight;
  const { day } = asOf;
  const [{ family, seen, stale }, sets] = await Promise.all([
    entriesOf(id, views, sight, context),
    policySetsIn(views, context.calendar),
  ]);
  const history = historyIn(id, seen, context);
  if ((firstDayOf(history) ?? Infinity) > day) throw noCustomer(id, asOf.instant ?? formatDay(day), stale);
  const { members, mergedInto } = family;
  const own = seen.filter(({ key }) => members.length === 1 || members.includes(key));
  const alone = aloneOf(own, context, context.types);
  const [policy, tiers] = [inForce(context.policies.lifecycle, day), inForce(context.policies.tiers, day)];
  const lifecycle = daysOf(policy, standingAt(history, day, context.policies) ?? {});
  const policyOf = (kind: 'lifecycle' | 'tiers') => versionOn(kind, day, sets, { knownAt, ...context });
  const staged = stageInputs(history, day, lifecycle);
  const given = tierGiven(history, day, tiers, alone);
  const { churnAfterDays, atRiskAfterDays, newForDays, reactivatedForDays } = lifecycle;
  return {
    id: family.id,
    ...(mergedInto !== undefined && { mergedInto }),
    asOf: formatDay(day),
    stage: {
      ...stageBy(staged, lifecycle),
      policy: policyOf('lifecycle'),
      settings: { churnAfterDays, atRiskAfterDays, newForDays, reactivatedForDays },
      where: lifecycle.where ?? null,
      inputs: staged,
      events: behindStage(alone, history, day, {
        days: stageDays(history, day, lifecycle),
        parts: partsIn(policy),
      }),
    },
    tier: {
      ...given.why,
      policy: policyOf('tiers'),
      events: behindTier(alone, given.from, given.to, given.why.override?.id),
    },
    ...(stale && { stale }),
  };
}
