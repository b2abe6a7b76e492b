import type { SegmentRule } from '../segment-rule.js';
import type { Bits } from './bits.js';
import type { KeptEstimates } from './kept-estimates.js';

/** Who was in by a rule, at the ends of days: a bit for the place of each customer. */
export class KeptRule {
  private readonly byDay = new Map<number, Bits>();

  /** @param estimates of everybody, where it is about nothing else of others */
  constructor(
    readonly rule: SegmentRule,
    readonly estimates?: KeptEstimates,
  ) {}

  /** Ascending. */
  get days(): readonly number[] {
    return [...this.byDay.keys()].sort((a, b) => a - b);
  }

  get bytes(): number {
    return [...this.byDay.values()].reduce((sum, { bytes }) => sum + bytes, this.estimates?.bytes ?? 0);
  }

  lacks(days: readonly number[]): readonly number[] {
    return days.filter((day) => !this.byDay.has(day));
  }

  /** On a day that it has. */
  on(day: number): Bits {
    const found = this.byDay.get(day);
    if (found === undefined) throw new Error(`who was in on day ${String(day)} is not kept`);
    return found;
  }

  add(day: number, members: Bits): void {
    this.byDay.set(day, members);
  }

  forget(): void {
    this.byDay.clear();
  }
}
