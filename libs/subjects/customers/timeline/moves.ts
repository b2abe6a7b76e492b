import { monthOf } from '#kernel/time/calendar.js';
import type { Policies } from '../../policies/policy.js';
import { causeOf } from './cause.js';
import type { Course } from './course.js';
import type { History } from './history.js';
import { LAPSED, type Move } from './move.js';
import { isInPassing } from './stage-past.js';
import { isActive, sameStanding, type Standing } from './standing.js';

/**
 * Every move of a customer along its course, in day order, the future ones included: a purchase already schedules when the customer is
 * at risk and churned; a later purchase takes that back. Moves before a day do not depend on facts dated on it or later.
 */
export function movesOf(history: History, policies: Policies, course: Course): readonly Move[] {
  const walk = new Walk(history, policies, course);
  let { before } = course;
  let i = 0;
  for (const day of course.days) {
    const after = course.on(i++);
    if (after !== undefined) walk.addDay(day, before, after);
    before = after;
  }
  return walk.moves;
}

const NOTHING_COUNTED = { moves: 0, new: 0, reactivated: 0, lost: 0, registered: 0, closed: 0 } as const;

class Walk {
  readonly moves: Move[] = [];
  /** The day on which the customer came into its stage; of the one in which the course begins its past knows. */
  private entered: number | undefined;
  private readonly first: number | undefined;
  private readonly cohort: string;

  constructor(
    private readonly history: History,
    private readonly policies: Policies,
    private readonly course: Course,
  ) {
    this.first = history.purchases[0]?.day;
    this.cohort = this.first === undefined ? '' : monthOf(this.first).name;
  }

  addDay(day: number, before: Standing | undefined, after: Standing): void {
    const registered = this.history.registeredDay === day ? 1 : 0;
    const closings = closingsBy(this.history, day);
    if (isInPassing(this.history, day, after.stage)) {
      this.passThrough(day, before, after, registered, closings);
      return;
    }
    const { reasons } = closings;
    const moved = !sameStanding(before, after);
    if (!moved && registered === 0 && reasons.length === 0) return;
    const wasActive = before !== undefined && isActive(before.stage);
    const active = isActive(after.stage);
    const isNew = this.first === day;
    const lost = wasActive && !active ? 1 : 0;
    const lapsed = lost === 1 && after.stage !== 'closed';
    this.moves.push({
      day,
      from: before,
      to: after,
      cause: causeOf(this.history, this.policies, day, before, after),
      reason: lapsed ? LAPSED : (reasons.at(-1) ?? ''),
      cohort: this.cohortOn(day),
      days: this.daysLeft(day, before, after),
      moves: moved ? 1 : 0,
      new: isNew ? 1 : 0,
      reactivated: active && !wasActive && !isNew ? 1 : 0,
      lost,
      registered,
      closed: lapsed || reasons.length === 0 ? 0 : 1,
    });
    this.addClosings(day, after, lapsed ? reasons : reasons.slice(0, -1));
  }

  /** A first purchase always counts as new; a customer closed by the end of that day has come and gone. */
  private passThrough(
    day: number,
    before: Standing | undefined,
    after: Standing,
    registered: number,
    { reasons, reason }: Closings,
  ): void {
    const between: Standing = { ...after, stage: 'new' };
    const cohort = this.cohortOn(day);
    const common = { ...NOTHING_COUNTED, day, cohort, moves: 1 };
    const daysBefore = this.daysLeft(day, before, between);
    this.moves.push(
      { ...common, from: before, to: between, cause: 'purchase', reason: '', days: daysBefore, new: 1, registered },
      {
        ...common,
        from: between,
        to: after,
        cause: 'closed',
        reason,
        days: this.daysLeft(day, between, after),
        lost: 1,
        closed: reasons.length === 0 ? 0 : 1,
      },
    );
    this.addClosings(day, after, reasons.slice(0, -1));
  }

  /** Closings of a day beside the one that counts with its move: each has a reason of its own. */
  private addClosings(day: number, after: Standing, reasons: readonly string[]): void {
    const common = { ...NOTHING_COUNTED, day, from: after, to: after, cohort: this.cohortOn(day), days: undefined };
    for (const reason of reasons) this.moves.push({ ...common, cause: 'closed', reason, closed: 1 });
  }

  private cohortOn(day: number): string {
    return this.first !== undefined && day >= this.first ? this.cohort : '';
  }

  private daysLeft(day: number, before: Standing | undefined, after: Standing): number | undefined {
    if (before?.stage === after.stage) return undefined;
    const since = before === undefined ? undefined : (this.entered ?? this.course.past().entered);
    this.entered = day;
    return since === undefined ? undefined : day - since;
  }
}

interface Closings {
  /** Of those of the day that closed an open customer, in their order; `''` where none was given. */
  readonly reasons: readonly string[];
  /** Of the last one up to the day. */
  readonly reason: string;
}

function closingsBy({ closings }: History, day: number): Closings {
  let closed = false;
  let reason = '';
  const reasons: string[] = [];
  for (const closing of closings) {
    if (closing.day > day) break;
    if (closing.closed && !closed) {
      reason = closing.reason ?? '';
      if (closing.day === day) reasons.push(reason);
    }
    closed = closing.closed;
  }
  return { reasons, reason };
}
