/** Work on the same key one after another, in the order asked; work on different keys at the same time. */
export class PerKeyQueue {
  private readonly last = new Map<string, PromiseLike<unknown>>();

  /** Answers or rejects as `work` does; a rejection does not keep the next in line from its turn. */
  async add<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const before = this.last.get(key);
    const mine = before === undefined ? work() : before.then(work, work);
    this.last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}
