/**
 * So many units a second, and for a while as many more as were not used before. What is begun may take more than there is, up to as much
 * again as it holds: that is paid back before anything else is begun.
 */
export class TokenBucket {
  private level: number;

  /** @param now milliseconds of any clock, also one that is set back */
  constructor(
    readonly capacity: number,
    readonly perSecond: number,
    private at: number,
  ) {
    this.level = capacity;
  }

  left(now: number): number {
    this.refill(now);
    return Math.max(0, Math.floor(this.level));
  }

  take(units: number, now: number): void {
    this.refill(now);
    this.level = Math.max(-this.capacity, this.level - units);
  }

  /** Gives back what was taken and not needed. */
  giveBack(units: number): void {
    this.level = Math.min(this.capacity, this.level + units);
  }

  /** Whole seconds until something can be begun again; 0 for now. */
  wait(now: number): number {
    return this.left(now) >= 1 ? 0 : Math.ceil((1 - this.level) / this.perSecond);
  }

  /** Whole seconds until it holds all that it can. */
  untilFull(now: number): number {
    this.refill(now);
    return Math.ceil((this.capacity - this.level) / this.perSecond);
  }

  private refill(now: number): void {
    const seconds = Math.max(0, now - this.at) / 1_000;
    this.at = now;
    this.level = Math.min(this.capacity, this.level + seconds * this.perSecond);
  }
}
