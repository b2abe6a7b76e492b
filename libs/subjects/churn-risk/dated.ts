import type { CellColumns } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import { sorted, type Customers, type RowsByKey } from './by-customer.js';
import { NONE, Numbers } from './numbers.js';

/** What a row comes to. */
type ValueAt = (row: number) => bigint;

/** Days, both ends included, and until when what is recorded is seen. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly recordedTo: number;
}

/** Sums of customers by the day they hold from and the day they were recorded on; those of one customer in the order of their days. */
export class Dated {
  private constructor(
    private readonly own: RowsByKey,
    private readonly day: Numbers,
    private readonly recorded: Numbers,
    private readonly valueAt: ValueAt,
  ) {}

  /** @param columns grouped by customer, day and recorded day */
  static in({ count, groups }: CellColumns, valueAt: ValueAt, customers: Customers, step: Step): Dated {
    const [customer = NONE, day = NONE, recorded = NONE] = groups;
    const days = new Numbers(day);
    const byDay = sorted({ count, keys: days.count, keyOf: days.rankOf }, step);
    return new Dated(customers.rowsOf(customer, step, byDay.rows), days, new Numbers(recorded), valueAt);
  }

  /** Whether anything that happened by the end of a day was known then. @param step called now and again */
  isKnownBy(day: number, step: Step): boolean {
    for (const [i, row] of this.own.rows.entries()) {
      if (i % STRIDE === 0) step();
      if (this.day.of(row) <= day && this.recorded.of(row) <= day) return true;
    }
    return false;
  }

  /** What came to days of a customer. */
  sumIn(rank: number, { from, to, recordedTo }: Span): bigint {
    const { starts, rows } = this.own;
    let sum = 0n;
    for (let i = starts[rank] as number; i < (starts[rank + 1] as number); i++) {
      const row = rows[i] as number;
      const day = this.day.of(row);
      if (day > to) break;
      if (day >= from && this.recorded.of(row) <= recordedTo) sum += this.valueAt(row);
    }
    return sum;
  }

  /** The days of a customer that more came to than was taken from them; they ascend. */
  daysIn(rank: number, { from, to, recordedTo }: Span): readonly number[] {
    const { starts, rows } = this.own;
    const days: number[] = [];
    const end = starts[rank + 1] as number;
    for (let i = starts[rank] as number; i < end;) {
      const day = this.day.of(rows[i] as number);
      if (day > to) break;
      let sum = 0n;
      for (; i < end && this.day.of(rows[i] as number) === day; i++)
        if (this.recorded.of(rows[i] as number) <= recordedTo) sum += this.valueAt(rows[i] as number);
      if (day >= from && sum > 0n) days.push(day);
    }
    return days;
  }
}

/** Rows between two steps. */
const STRIDE = 256;
