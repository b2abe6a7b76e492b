import { formatDay } from '#kernel/time/calendar.js';
import type { LifecycleOf } from '../../policies/policy.js';
import { firstFrom, type History } from '../timeline/history.js';
import type { Stage } from '../timeline/standing.js';
import type { CustomerWhy } from './why.answers.js';

type StageInputs = CustomerWhy['stage']['inputs'];

/** What each stage holds by, in the order in which they are tried: `active` is what is left. */
const RULES: readonly (readonly [stage: Stage, rule: string, holds: Holds])[] = [
  ['closed', 'closed', (of) => of.closed],
  ['lead', 'no purchase', (of) => of.lastPurchase === null],
  ['churned', 'daysSinceLastPurchase >= churnAfterDays', (of, by) => sinceLast(of) >= by.churnAfterDays],
  ['at_risk', 'daysSinceLastPurchase >= atRiskAfterDays', (of, by) => sinceLast(of) >= by.atRiskAfterDays],
  ['new', 'daysSinceFirstPurchase < newForDays', (of, by) => (of.daysSinceFirstPurchase ?? Infinity) < by.newForDays],
  [
    'reactivated',
    'daysSinceComeBack < reactivatedForDays',
    (of, by) => (of.daysSinceComeBack ?? Infinity) < by.reactivatedForDays,
  ],
  ['active', 'none of the others', () => true],
];
type Holds = (inputs: StageInputs, settings: LifecycleOf) => boolean;

/** The stage that follows from inputs, and the rule that held. */
export function stageBy(inputs: StageInputs, settings: LifecycleOf): { readonly stage: Stage; readonly rule: string } {
  const found = RULES.find(([, , holds]) => holds(inputs, settings));
  if (found === undefined) throw new Error('the last rule of stages must hold of everybody');
  const [stage, rule] = found;
  return { stage, rule };
}

/** What the stage at the end of a day comes from. */
export function stageInputs(history: History, day: number, { churnAfterDays }: LifecycleOf): StageInputs {
  const days = history.purchases.slice(0, firstFrom(history.purchases, day + 1)).map((purchase) => purchase.day);
  const comeBack = days.findLast((on, i) => i > 0 && on - (days[i - 1] ?? on) > churnAfterDays);
  const since = (on: number | undefined): number | null => (on === undefined ? null : day - on);
  return {
    closed: history.closings.findLast((closing) => closing.day <= day)?.closed ?? false,
    firstPurchase: dateOf(days[0]),
    lastPurchase: dateOf(days.at(-1)),
    comeBack: dateOf(comeBack),
    daysSinceFirstPurchase: since(days[0]),
    daysSinceLastPurchase: since(days.at(-1)),
    daysSinceComeBack: since(comeBack),
  };
}

/** The days with purchases that the inputs name, and the one that the come-back came after. */
export function stageDays(history: History, day: number, { churnAfterDays }: LifecycleOf): ReadonlySet<number> {
  const days = history.purchases.slice(0, firstFrom(history.purchases, day + 1)).map((purchase) => purchase.day);
  const at = days.findLastIndex((on, i) => i > 0 && on - (days[i - 1] ?? on) > churnAfterDays);
  return new Set([days[0], days.at(-1), ...(at < 0 ? [] : [days[at - 1], days[at]])].filter((on) => on !== undefined));
}

function sinceLast({ daysSinceLastPurchase }: StageInputs): number {
  return daysSinceLastPurchase ?? -Infinity;
}

function dateOf(day: number | undefined): string | null {
  return day === undefined ? null : formatDay(day);
}
