import type { Calendar } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import type { Quota } from '#subjects/access/access.events.js';

export type Limited = keyof Quota;

/** What each is counted in, for people and in headers. */
const UNITS: Readonly<Record<Limited, string>> = {
  facts: 'facts',
  cost: 'units of reckoned cost',
  rows: 'rows',
  exports: 'files',
};

/** What one principal has had of a business day, in this process, and what it may have. It begins anew with each day. */
export class DayQuota {
  /** Of what is absent there is no end. */
  limits: Quota = {};
  private day = -Infinity;
  private used: Record<Limited, number> = { facts: 0, cost: 0, rows: 0, exports: 0 };

  constructor(
    private readonly calendar: Pick<Calendar, 'dayOf' | 'startOf'>,
    private readonly now: () => Date,
  ) {}

  take(what: Limited, count: number): void {
    this.turn();
    this.used[what] += count;
  }

  giveBack(what: Limited, count: number): void {
    this.turn();
    this.used[what] = Math.max(0, this.used[what] - count);
  }

  /** Undefined for what there is no end of. */
  left(what: Limited): number | undefined {
    this.turn();
    const { [what]: limit } = this.limits;
    return limit === undefined ? undefined : Math.max(0, Math.floor(limit - this.used[what]));
  }

  /** The first of some of which nothing is left; undefined where something is left of all. */
  gone(what: readonly Limited[]): Limited | undefined {
    return what.find((one) => this.left(one) === 0);
  }

  /** @throws Problem `quota-exceeded` where nothing is left of one of them */
  need(...what: readonly Limited[]): void {
    const gone = this.gone(what);
    if (gone === undefined) return;
    throw new Problem(
      'quota-exceeded',
      `this key may have ${String(this.limits[gone])} ${UNITS[gone]} a day and has had them: ask again from ${this.resetsAt} on`,
    );
  }

  /** When the next day begins: an instant in UTC. */
  get resetsAt(): string {
    return this.calendar.startOf(this.today() + 1);
  }

  /** Whole seconds until then. */
  get wait(): number {
    return Math.max(1, Math.ceil((Date.parse(this.resetsAt) - this.now().getTime()) / 1_000));
  }

  private turn(): void {
    const today = this.today();
    if (today === this.day) return;
    this.day = today;
    this.used = { facts: 0, cost: 0, rows: 0, exports: 0 };
  }

  private today(): number {
    return this.calendar.dayOf(this.now().toISOString());
  }
}
