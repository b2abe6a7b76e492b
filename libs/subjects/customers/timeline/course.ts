import type { Policies } from '../../policies/policy.js';
import { breakpoints } from './breakpoints.js';
import { firstAtLeast, type History } from './history.js';
import { CustomerScan } from './scan.js';
import { isComeBack, stagePast, WON_BACK_DAYS, type StagePast } from './stage-past.js';
import type { Standing } from './standing.js';

/** How a customer came to where it stands on the day before a course begins: worked out where it is asked for, and once. */
export type Past = () => StagePast;

export function pastOf(history: History, policies: Policies, day: number): Past {
  let past: StagePast | undefined;
  return () => (past ??= stagePast(history, policies, day));
}

/**
 * Where a customer stands at the end of every day from the one before a given day on, worked out once: it changes only on breakpoints.
 * Of the history as it is when this is made; what happens to it later is not seen.
 */
export class Course {
  private readonly standings: (Standing | undefined)[] = [];
  private readonly comeBacks: number[] = [];
  /** At the end of the day before the first one. */
  readonly before: Standing | undefined;

  private constructor(
    readonly days: readonly number[],
    history: History,
    scan: CustomerScan,
    from: number,
    /** Up to the day before the first one. */
    readonly past: Past,
  ) {
    this.before = scan.at(from - 1);
    let stage = this.before?.stage;
    for (const day of days) {
      const standing = scan.at(day);
      this.standings.push(standing);
      if (standing === undefined || standing.stage === stage) continue;
      if (isComeBack(history, day, stage, standing.stage)) this.comeBacks.push(day);
      stage = standing.stage;
    }
  }

  /** @param past the one of the day before `from`, which does not depend on what happens later */
  static of(
    history: History,
    policies: Policies,
    from: number,
    past: Past = pastOf(history, policies, from - 1),
  ): Course {
    return new Course(
      breakpoints(history, policies, from),
      history,
      new CustomerScan(history, policies, from - 1),
      from,
      past,
    );
  }

  /** @param day at least the one before the first */
  at(day: number): Standing | undefined {
    return this.on(firstAtLeast(this.days, day + 1) - 1);
  }

  /** At the end of the day of a number. */
  on(index: number): Standing | undefined {
    return index < 0 ? this.before : this.standings[index];
  }

  /** Whether the customer came back at most `WON_BACK_DAYS` before the day, or on it. @param day at least the one before the first */
  isWonBack(day: number): boolean {
    const counts = (on: number): boolean => on <= day && day - on <= WON_BACK_DAYS;
    // Who was not there, or never bought, did not come back.
    return this.comeBacks.some(counts) || (this.before?.bought === true && this.past().comeBacks.some(counts));
  }
}
