import { firstFrom, type DayTotals, type History } from '../../customers/timeline/history.js';
import { monthBegun, type Estimate, type Estimated } from '../estimated.js';

const WORD = 0xffff_ffffn;

/**
 * What was estimated of everybody as of the first days of months, and of which purchases. What is dated later changes nothing of it, so that
 * it stays until somebody is found to have bought otherwise by the last of those days.
 */
export class KeptEstimates {
  /** By estimate and month, of the customer in each place; NaN where nothing was estimated. */
  private readonly values = new Map<string, number[]>();
  /** By place, what tells the purchases up to `last` apart. */
  private readonly bought: number[] = [];
  private last = -Infinity;

  constructor(
    private readonly wanted: readonly Estimate[],
    private readonly placeOf: (customer: string) => number,
  ) {}

  /** To be told before everybody is kept for some days. */
  begin(days: readonly number[]): void {
    for (const day of days) this.last = Math.max(this.last, monthBegun(day));
  }

  /** What it is estimated by: no other look at it may be taken, which might have more. */
  readonly see = (buyer: Pick<History, 'id' | 'purchases'>): void => {
    this.bought[this.placeOf(buyer.id)] = this.markOf(buyer);
  };

  keep(customer: string, days: readonly number[], estimated: Estimated): void {
    const place = this.placeOf(customer);
    for (const day of new Set(days.map(monthBegun)))
      for (const estimate of this.wanted)
        this.valuesOf(estimate, day)[place] = estimated(estimate, customer, day) ?? NaN;
  }

  /** Whether a customer bought by then what it had when everybody was kept. */
  isOf(history: History): boolean {
    return (this.bought[this.placeOf(history.id)] ?? NOTHING) === this.markOf(history);
  }

  readonly of: Estimated = (estimate, customer, day) => {
    const value = this.valuesOf(estimate, monthBegun(day))[this.placeOf(customer)] ?? NaN;
    return Number.isNaN(value) ? undefined : value;
  };

  get bytes(): number {
    return [this.bought, ...this.values.values()].reduce((sum, { length }) => sum + 8 * length, 0);
  }

  private valuesOf(estimate: Estimate, month: number): number[] {
    const key = `${estimate} ${String(month)}`;
    const found = this.values.get(key) ?? [];
    this.values.set(key, found);
    return found;
  }

  private markOf({ purchases }: Pick<History, 'purchases'>): number {
    return mark(purchases.slice(0, firstFrom(purchases, this.last + 1)));
  }
}

/** 53 bits that differ where purchases do, but for one in 2^53: two lanes of 32 after FNV-1a and MurmurHash. */
function mark(purchases: readonly DayTotals[]): number {
  let [one, other] = [0x811c_9dc5, 0x9e37_79b9];
  for (const { day, count, amount } of purchases)
    for (const word of [day, count, Number(amount & WORD), Number((amount >> 32n) & WORD)]) {
      one = Math.imul(one ^ word, 0x0100_0193);
      other = Math.imul(other ^ word, 0x85eb_ca6b);
      other ^= other >>> 13;
    }
  return (one >>> 0) * 2 ** 21 + (other >>> 11);
}

const NOTHING = mark([]);
