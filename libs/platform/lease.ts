/** Something that several use at a time, and that is released when the last of them has ended. */
export class Lease {
  private users = 0;
  private whenUnused: (() => void) | undefined;

  get isInUse(): boolean {
    return this.users > 0;
  }

  async use<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    this.users++;
    try {
      return await run();
    } finally {
      if (--this.users === 0) this.whenUnused?.();
    }
  }

  /** Resolves when nobody uses it. */
  async unused(): Promise<void> {
    if (this.users > 0) await new Promise<void>((resolve) => (this.whenUnused = resolve));
  }
}
