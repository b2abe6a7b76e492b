import type { Course } from './course.js';
import { firstFrom, type History } from './history.js';
import { isActive, sameStanding, type Standing } from './standing.js';
import { inForce, type Policies } from '../../policies/policy.js';
import { stageUnder } from './scan.js';

/** Why a customer moved. Permanent: `by=cause` shows them. */
export const CAUSES = [
  'registered',
  'purchase',
  'aged',
  'lapsed',
  'closed',
  'reopened',
  'changed',
  'window',
  'policy',
] as const;
export type Cause = (typeof CAUSES)[number];

/** One day's step of a customer through the population; or, with `moves` 0, something to count without a step. */
export interface Move {
  readonly day: number;
  readonly from: Standing | undefined;
  readonly to: Standing | undefined;
  readonly cause: Cause;
  readonly moves: number;
  readonly new: number;
  readonly reactivated: number;
  readonly lost: number;
  readonly registered: number;
  readonly closed: number;
}

/**
 * Every move of a customer along its course, in day order, the future ones included: a purchase already schedules when the customer is
 * at risk and churned; a later purchase takes that back. Moves before a day do not depend on facts dated on it or later.
 */
export function movesOf(history: History, policies: Policies, course: Course): readonly Move[] {
  const moves: Move[] = [];
  let { before } = course;
  let i = 0;
  for (const day of course.days) {
    const after = course.on(i++);
    if (after !== undefined) addDay(moves, history, policies, day, before, after);
    before = after;
  }
  return moves;
}

function addDay(
  moves: Move[],
  history: History,
  policies: Policies,
  day: number,
  before: Standing | undefined,
  after: Standing,
): void {
  const registered = history.registeredDay === day ? 1 : 0;
  const closed = closingsOn(history, day);
  const firstPurchase = history.purchases[0]?.day === day;
  if (firstPurchase && !isActive(after.stage)) {
    // A first purchase always counts as new; a customer closed by the end of that day has come and gone.
    const between: Standing = { ...after, stage: 'new' };
    moves.push({
      day,
      from: before,
      to: between,
      cause: 'purchase',
      moves: 1,
      new: 1,
      reactivated: 0,
      lost: 0,
      registered,
      closed: 0,
    });
    moves.push({
      day,
      from: between,
      to: after,
      cause: 'closed',
      moves: 1,
      new: 0,
      reactivated: 0,
      lost: 1,
      registered: 0,
      closed,
    });
    return;
  }
  const moved = !sameStanding(before, after);
  if (!moved && registered === 0 && closed === 0) return;
  const wasActive = before !== undefined && isActive(before.stage);
  const active = isActive(after.stage);
  moves.push({
    day,
    from: before,
    to: after,
    cause: causeOf(history, policies, day, before, after),
    moves: moved ? 1 : 0,
    new: firstPurchase ? 1 : 0,
    reactivated: active && !wasActive && !firstPurchase ? 1 : 0,
    lost: wasActive && !active ? 1 : 0,
    registered,
    closed,
  });
}

export function sameMove(a: Move, b: Move): boolean {
  return (
    a.day === b.day &&
    a.cause === b.cause &&
    sameStanding(a.from, b.from) &&
    sameStanding(a.to, b.to) &&
    a.moves === b.moves &&
    a.new === b.new &&
    a.reactivated === b.reactivated &&
    a.lost === b.lost &&
    a.registered === b.registered &&
    a.closed === b.closed
  );
}

/** Closings of a day that closed an open customer. */
function closingsOn(history: History, day: number): number {
  let closed = false;
  let count = 0;
  for (const closing of history.closings) {
    if (closing.day > day) break;
    if (closing.day === day && closing.closed && !closed) count++;
    closed = closing.closed;
  }
  return count;
}

function causeOf(
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
    if (purchased) return 'purchase';
    return isActive(before.stage) && !isActive(after.stage) ? 'lapsed' : 'aged';
  }
  if (before.tier !== after.tier)
    return inForce(policies.tiers, day - 1) === inForce(policies.tiers, day) ? 'window' : 'policy';
  return 'changed';
}
