/** A question that is asked while what shows its answer is still on its way. One at a time: what was asked before is given up. */
export class Ahead<Answer> {
  private asked:
    { readonly question: string; readonly answer: Promise<Answer>; readonly ending: AbortController } | undefined;

  /** @param question what tells one from another */
  ask(question: string, ask: (signal: AbortSignal) => Promise<Answer>): void {
    this.asked?.ending.abort();
    const ending = new AbortController();
    const answer = ask(ending.signal);
    // Who takes it is told what went wrong; where nobody does, nobody wants to know.
    answer.catch(() => undefined);
    this.asked = { question, answer, ending };
  }

  /** The answer, for the first who wants it. @returns undefined where it was not asked, or in vain */
  async taken(question: string, signal: AbortSignal): Promise<Answer | undefined> {
    if (this.asked?.question !== question) return undefined;
    const { answer, ending } = this.asked;
    this.asked = undefined;
    const abort = (): void => ending.abort();
    signal.addEventListener('abort', abort);
    try {
      return await answer;
    } catch {
      return undefined;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}
