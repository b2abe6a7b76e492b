import { forAll } from './patience.js';

/**
 * Work that many want done since they asked, done for all of them together: whoever asks while a round is under way is given the next one,
 * the same for everybody, so that nobody waits for more than two.
 */
export class Rounds<Outcome> {
  private current: Promise<Outcome> | undefined;
  private next: Promise<Outcome> | undefined;

  constructor(private readonly work: () => Promise<Outcome>) {}

  /** What a round gives that begins after this call. */
  round(): Promise<Outcome> {
    if (this.current === undefined && this.next === undefined) return this.begin();
    this.next ??= this.idle().then(() => {
      this.next = undefined;
      return this.begin();
    });
    return this.next;
  }

  /** Resolves when the round under way is done, however it ends. */
  async idle(): Promise<void> {
    await this.current?.catch(() => undefined);
  }

  private begin(): Promise<Outcome> {
    const current = forAll(this.work).finally(() => {
      if (this.current === current) this.current = undefined;
    });
    this.current = current;
    return current;
  }
}
