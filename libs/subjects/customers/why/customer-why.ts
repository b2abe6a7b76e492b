import type { EventTypes } from '#kernel/event-type.js';
import type { Views } from '#kernel/ports/views.js';
import { formatDay } from '#kernel/time/calendar.js';
import { daysOf, inForce, partsIn } from '../../policies/policy.js';
import { policySetsIn } from '../../policies/policy-sets.js';
import { entriesOf, historyOf, noCustomer, type CustomerContext } from '../customer-card.js';
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
  context: CustomerContext & { readonly types: EventTypes },
): Promise<CustomerWhy> {
  const { asOf, knownAt } = sight;
  const { day } = asOf;
  const [{ seen, stale }, sets] = await Promise.all([
    entriesOf(id, views, sight, context),
    policySetsIn(views, context.calendar),
  ]);
  const history = historyOf(id, seen, context);
  if ((firstDayOf(history) ?? Infinity) > day) throw noCustomer(id, asOf.instant ?? formatDay(day), stale);
  const alone = aloneOf(id, seen, context, context.types);
  const [policy, tiers] = [inForce(context.policies.lifecycle, day), inForce(context.policies.tiers, day)];
  const lifecycle = daysOf(policy, standingAt(history, day, context.policies) ?? {});
  const policyOf = (kind: 'lifecycle' | 'tiers') => versionOn(kind, day, sets, { knownAt, calendar: context.calendar });
  const staged = stageInputs(history, day, lifecycle);
  const given = tierGiven(history, day, tiers, alone);
  const { churnAfterDays, atRiskAfterDays, newForDays, reactivatedForDays } = lifecycle;
  return {
    id,
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
