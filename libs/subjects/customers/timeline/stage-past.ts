import type { Policies } from '../../policies/policy.js';
import { stageBreakpoints } from './breakpoints.js';
import type { History } from './history.js';
import { firstDayOf, StageScan } from './stage-scan.js';
import { isActive, type Stage } from './standing.js';

/** For so many days after a come-back what is bought counts as won back. */
export const WON_BACK_DAYS = 90;

/** How a customer came to the stage in which it stands at the end of a day. */
export interface StagePast {
  /** The day it came into that stage; undefined where the customer did not exist yet. */
  readonly entered: number | undefined;
  /** The days, ascending, of the `WON_BACK_DAYS` up to the day, on which it came back into the active group. */
  readonly comeBacks: readonly number[];
}

/** So many days are looked at first: the come-backs that count, and most stages are younger. */
const NEAR = WON_BACK_DAYS + 30;
/** And so many times as many where the stage is older. */
const FARTHER = 4;

/** Does not depend on what is dated later than the day. */
export function stagePast(history: History, policies: Policies, day: number): StagePast {
  const first = firstDayOf(history);
  if (first === undefined || day < first) return { entered: undefined, comeBacks: [] };
  for (let reach = NEAR; ; reach *= FARTHER) {
    const from = Math.max(first, day - reach);
    const { entered, comeBacks } = within(history, policies, { first, from, to: day });
    if (entered !== undefined) return { entered, comeBacks: comeBacks.filter((on) => on >= day - WON_BACK_DAYS) };
  }
}

function within(
  history: History,
  policies: Policies,
  { first, from, to }: { readonly first: number; readonly from: number; readonly to: number },
): StagePast {
  const scan = new StageScan(history, policies, from - 1);
  let stage: Stage | undefined = from > first ? scan.at(from - 1) : undefined;
  let entered: number | undefined;
  const comeBacks: number[] = [];
  for (const day of stageBreakpoints(history, policies, { from, to })) {
    const next = scan.at(day);
    if (next === stage && !isInPassing(history, day, next)) continue;
    if (isComeBack(history, day, stage, next)) comeBacks.push(day);
    entered = day;
    stage = next;
  }
  return { entered, comeBacks };
}

/** A first purchase counts as new, also where the customer is closed by the end of that day: it leaves its stage and comes into it again. */
export function isInPassing(history: History, day: number, after: Stage): boolean {
  return history.purchases[0]?.day === day && !isActive(after);
}

/** Into the active group again, however: who is in it for the first time is new. */
export function isComeBack(history: History, day: number, before: Stage | undefined, after: Stage): boolean {
  return isActive(after) && (before === undefined || !isActive(before)) && history.purchases[0]?.day !== day;
}
