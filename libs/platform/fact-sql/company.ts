/** Work that is done beside other work, and once more by itself where that was the trouble. */
export class Company {
  private readonly running = new Set<Promise<unknown>>();
  private alone: Promise<unknown> | undefined;
  private begun = 0;

  /** @returns what the work gives, and whether other work was under way meanwhile */
  async beside<Outcome>(
    work: () => Promise<Outcome>,
  ): Promise<{ readonly outcome: Outcome; readonly hadCompany: boolean }> {
    while (this.alone !== undefined) await this.alone;
    const before = ++this.begun;
    const hadCompany = this.running.size > 0;
    const outcome = await this.run(work);
    return { outcome, hadCompany: hadCompany || this.begun > before };
  }

  /** Begins when all other work has ended; none begins before it has. */
  async byItself<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    while (this.alone !== undefined) await this.alone;
    const others = Promise.allSettled([...this.running]);
    const outcome = others.then(work);
    const over = outcome.then(
      () => undefined,
      () => undefined,
    );
    this.alone = over.then(() => (this.alone = undefined));
    return outcome;
  }

  private async run<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    const running = work();
    const over = running.then(
      () => undefined,
      () => undefined,
    );
    this.running.add(over);
    try {
      return await running;
    } finally {
      this.running.delete(over);
    }
  }
}
