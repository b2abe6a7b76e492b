import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { TierCondition, TierPolicy } from '../../policies/policy.js';
import type { DayTotals, History } from '../timeline/history.js';
import type { CustomerWhy } from './why.answers.js';

type TierWhy = CustomerWhy['tier'];
type TierInputs = TierWhy['inputs'];

/** The tier that follows from inputs, the condition that held, and what is missing now to the one above. */
export function tierBy(
  inputs: TierInputs,
  now: TierInputs,
  { tiers }: TierPolicy,
): Pick<TierWhy, 'tier' | 'rule' | 'next'> {
  const at = tiers.findIndex(({ any }) => any === undefined || any.some((one) => lacking(one, inputs) === undefined));
  const [tier, above] = [tiers[at], tiers[at - 1]];
  if (tier === undefined) throw new Error('the last tier of a policy must have no conditions');
  const held = tier.any?.find((one) => lacking(one, inputs) === undefined);
  const missing = above?.any?.flatMap((one) => lacking(one, now) ?? []) ?? [];
  return {
    tier: tier.name,
    rule: held === undefined ? null : shownAs(held),
    next: above === undefined ? null : { tier: above.name, missing },
  };
}

/** What the tier at the end of a day comes from: of the days of its window, which ends with it. */
export function tierInputs(history: History, day: number, { windowDays }: TierPolicy): TierInputs {
  const from = day - windowDays + 1;
  const within = (list: readonly DayTotals[]) => list.filter((one) => one.day >= from && one.day <= day);
  const count = (list: readonly DayTotals[]) => within(list).reduce((sum, one) => sum + one.count, 0);
  const amount = (list: readonly DayTotals[]) => within(list).reduce((sum, one) => sum + one.amount, 0n);
  return {
    from: formatDay(from),
    to: formatDay(day),
    revenue: formatDecimal(amount(history.purchases) - amount(history.refunds)),
    orders: count(history.purchases),
    interactions: count(history.interactions),
  };
}

/** What of a condition is not reached; undefined where it holds. */
function lacking(condition: TierCondition, inputs: TierInputs): ReturnType<typeof shownAs> | undefined {
  const { revenue = 0n, orders = 0, interactions = 0 } = condition;
  const money = condition.revenue === undefined ? 0n : revenue - parseDecimal(inputs.revenue);
  const missing = {
    ...(money > 0n && { revenue: money }),
    ...(orders > inputs.orders && { orders: orders - inputs.orders }),
    ...(interactions > inputs.interactions && { interactions: interactions - inputs.interactions }),
  };
  return Object.keys(missing).length === 0 ? undefined : shownAs(missing);
}

function shownAs({ revenue, ...counts }: TierCondition): NonNullable<TierWhy['rule']> {
  return { ...(revenue !== undefined && { revenue: formatDecimal(revenue) }), ...counts };
}
