import type { Fraction } from '#figures/value.js';
import type { Scored } from '../customers/rfm.js';
import { medianGap } from '../customers/overdue.js';
import { firstFrom, type History } from '../customers/timeline/history.js';
import { CustomerScan } from '../customers/timeline/scan.js';
import type { Standing } from '../customers/timeline/standing.js';
import { TrailingSum } from '../customers/timeline/trailing-sum.js';
import type { Policies } from '../policies/policy.js';
import type { AttributesSaid } from './attributes-said.js';
import type { Estimated } from './estimated.js';

/** What a customer is measured by that is not of its own history: worked out once for all customers and days that are asked about. */
export interface Others {
  /** What divides everybody who ever bought by then into fifths. */
  readonly fifths?: (day: number, measure: keyof Scored) => readonly Fraction[];
  /** What was last said of it. */
  readonly attributes?: AttributesSaid;
  /** What was estimated of it when the month began. */
  readonly estimated?: Estimated;
  /** What a customer ever bought by then. */
  readonly bought?: (what: 'product' | 'category', customer: string, day: number) => readonly string[];
}

interface Bought {
  readonly days: readonly number[];
  gap: { readonly median: number | undefined } | undefined;
}

/** A customer at the end of ascending days, as rules see it. */
export class CustomerOn {
  private readonly scan: CustomerScan;
  private readonly sums = new Map<string, TrailingSum>();
  private lately: Bought | undefined;
  private today: { readonly day: number; readonly standing: Standing } | undefined;

  constructor(
    readonly history: History,
    policies: Policies,
    private readonly start: number,
    readonly others: Others = {},
  ) {
    this.scan = new CustomerScan(history, policies, start);
  }

  /** Goes on to a day, which must not go back. @returns whether there is the customer by then */
  moveTo(day: number): boolean {
    const standing = this.scan.at(day);
    this.today = standing && { day, standing };
    return standing !== undefined;
  }

  get day(): number {
    return this.now.day;
  }

  get standing(): Standing {
    return this.now.standing;
  }

  /** Days from another one to this; undefined where that is none, or is yet to come. */
  since(day: number | undefined): bigint | undefined {
    return day === undefined || day > this.day ? undefined : BigInt(this.day - day);
  }

  /** Days with purchases up to this one, ascending. */
  get purchaseDays(): readonly number[] {
    return this.bought.days;
  }

  /** The median of the days from one of them to the next; undefined for fewer than two. */
  get usualGap(): number | undefined {
    const { bought } = this;
    bought.gap ??= { median: medianGap(bought.days) };
    return bought.gap.median;
  }

  /** Worked out anew where there are more of them than on the day before. */
  private get bought(): Bought {
    const { purchases } = this.history;
    const count = firstFrom(purchases, this.day + 1);
    if (this.lately?.days.length !== count)
      this.lately = { days: purchases.slice(0, count).map(({ day }) => day), gap: undefined };
    return this.lately;
  }

  /** The last day with purchases up to this one. */
  get lastPurchase(): number | undefined {
    const { purchases } = this.history;
    return purchases[firstFrom(purchases, this.day + 1) - 1]?.day;
  }

  /** How many, and what they came to, in as many days as end with this one; all up to it where absent. */
  sum(list: 'purchases' | 'interactions', days = Infinity): Pick<TrailingSum, 'count' | 'amount'> {
    const key = `${list} ${String(days)}`;
    const sum = this.sums.get(key) ?? new TrailingSum(this.history[list], this.start, days);
    this.sums.set(key, sum);
    sum.moveTo(this.day);
    return sum;
  }

  private get now() {
    if (this.today === undefined) throw new Error('the customer is not there on that day');
    return this.today;
  }
}
