import { formatDay } from '#kernel/time/calendar.js';
import type { TierPolicy } from '../../policies/policy.js';
import { ConditionScan } from '../timeline/condition-scan.js';
import type { History } from '../timeline/history.js';
import { firstDayOf } from '../timeline/stage-scan.js';
import { overrideOn } from '../timeline/tier-override.js';
import type { Alone } from './events-behind.js';
import { tierBy, tierInputs } from './tier-why.js';
import type { CustomerWhy } from './why.answers.js';

type TierWhy = CustomerWhy['tier'];

/** A tier, and the days, both included, that what it comes from lies in. */
interface Given {
  readonly why: Omit<TierWhy, 'policy' | 'events'>;
  readonly from: number;
  readonly to: number;
}

/** The tier at the end of a day: given by hand, kept, or by the conditions of the policy. */
export function tierGiven(history: History, day: number, policy: TierPolicy, alone: readonly Alone[]): Given {
  const inputs = tierInputs(history, day, policy);
  const window = { from: day - policy.windowDays + 1, to: day };
  const override = overrideOn(history, day);
  if (override !== undefined) {
    const given = { tier: override.tier, rule: null, next: null, kept: null };
    return { ...window, why: { ...given, inputs, override: overrideShown(override, alone) } };
  }
  const held = keptSince(history, day, policy);
  if (held === undefined)
    return { ...window, why: { ...tierBy(inputs, inputs, policy), inputs, kept: null, override: null } };
  const then = tierInputs(history, held, policy);
  const until = formatDay(held + (policy.keepForDays ?? 0));
  const kept = { heldOn: formatDay(held), until, inputs: then };
  return {
    ...{ from: held - policy.windowDays + 1, to: day },
    why: { ...tierBy(then, inputs, policy), inputs, kept, override: null },
  };
}

/** The last day on which the condition held by which a tier is kept; undefined where it holds on the day itself. */
function keptSince(history: History, day: number, policy: TierPolicy): number | undefined {
  const { keepForDays = 0 } = policy;
  const from = Math.max(day - keepForDays, firstDayOf(history) ?? day);
  const conditions = new ConditionScan(history, from, policy);
  let [best, held] = [Infinity, day];
  for (let on = from; on <= day; on++) {
    const index = conditions.at(on);
    if (index <= best) [best, held] = [index, on];
  }
  return held === day ? undefined : held;
}

function overrideShown(
  { id, from, until }: NonNullable<ReturnType<typeof overrideOn>>,
  alone: readonly Alone[],
): TierWhy['override'] {
  const entry = alone.find(({ does }) => does.overrides.some((one) => one.id === id))?.entry;
  const reason = entry?.data['reason'];
  return {
    id,
    from: formatDay(from),
    until: until === Infinity ? null : formatDay(until),
    reason: typeof reason === 'string' ? reason : null,
    actor: entry?.actor ?? null,
  };
}
