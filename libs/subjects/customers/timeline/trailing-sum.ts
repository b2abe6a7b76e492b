import { firstFrom, type DayTotals } from './history.js';

/** The sums of one list over the trailing window, moved along ascending days; an infinite window takes in all there is up to the day. */
export class TrailingSum {
  private low: number;
  private high: number;
  count = 0;
  amount = 0n;

  /** Begins with nothing: entries on or before `day - window` never count from that day on. */
  constructor(
    private readonly list: readonly DayTotals[],
    day: number,
    private readonly window: number,
  ) {
    this.low = firstFrom(list, day - window + 1);
    this.high = this.low;
  }

  moveTo(day: number): void {
    for (let next = this.list[this.high]; next !== undefined && next.day <= day; next = this.list[++this.high]) {
      this.count += next.count;
      this.amount += next.amount;
    }
    for (let last = this.list[this.low]; this.low < this.high && last !== undefined; last = this.list[++this.low]) {
      if (last.day > day - this.window) break;
      this.count -= last.count;
      this.amount -= last.amount;
    }
  }
}
