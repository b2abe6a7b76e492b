/** How fast something goes, from when it began. */
export class Rate {
  private begun = performance.now();
  private until: number | undefined;

  begin(): void {
    this.begun = performance.now();
  }

  end(): void {
    this.until ??= performance.now();
  }

  /** How many of something a second, when there are so many by now. */
  of(many: number): number {
    return Math.round((many * 1000) / Math.max(1, this.elapsed));
  }

  /** Seconds left, when this much (0 to 1) is done; null where nobody knows. */
  left(progress: number): number | null {
    if (progress <= 0 || this.until !== undefined) return null;
    return Math.round((this.elapsed * (1 - progress)) / progress / 1000);
  }

  private get elapsed(): number {
    return (this.until ?? performance.now()) - this.begun;
  }
}
