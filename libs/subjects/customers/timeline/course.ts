import type { Policies } from '../../policies/policy.js';
import { breakpoints } from './breakpoints.js';
import { firstAtLeast, type History } from './history.js';
import { CustomerScan } from './scan.js';
import type { Standing } from './standing.js';

/**
 * Where a customer stands at the end of every day from the one before a given day on, worked out once: it changes only on breakpoints.
 * Of the history as it is when this is made; what happens to it later is not seen.
 */
export class Course {
  private readonly standings: (Standing | undefined)[] = [];
  /** At the end of the day before the first one. */
  readonly before: Standing | undefined;

  private constructor(
    readonly days: readonly number[],
    scan: CustomerScan,
    from: number,
  ) {
    this.before = scan.at(from - 1);
    for (const day of days) this.standings.push(scan.at(day));
  }

  static of(history: History, policies: Policies, from: number): Course {
    return new Course(breakpoints(history, policies, from), new CustomerScan(history, policies, from - 1), from);
  }

  /** @param day at least the one before the first */
  at(day: number): Standing | undefined {
    return this.on(firstAtLeast(this.days, day + 1) - 1);
  }

  /** At the end of the day of a number. */
  on(index: number): Standing | undefined {
    return index < 0 ? this.before : this.standings[index];
  }
}
