import { Problem } from '#kernel/problem.js';
import { reasonOf } from '#kernel/reason.js';
import { StoreAway } from '#kernel/store-away.js';

interface Failure {
  readonly error: unknown;
  /** By `performance.now()`. */
  readonly at: number;
}

/** Why indexes do not keep up, the last error of each. A store that is away is none of them: whoever needs it tells of that. */
export class Failures {
  private readonly last = new Map<string, Failure>();

  /** @param onTrouble told when it changes why one does not keep up; undefined when all do */
  constructor(private readonly onTrouble: (trouble: string | undefined) => void) {}

  /** @throws what an index has met in the last milliseconds */
  throwRecent(key: string, ms: number): void {
    const failure = this.last.get(key);
    if (failure !== undefined && performance.now() < failure.at + ms) throw failure.error;
  }

  /** @param error undefined where there was none */
  found(key: string, error: unknown): void {
    const before = this.said;
    if (error === undefined || error instanceof StoreAway) this.last.delete(key);
    else this.last.set(key, { error, at: performance.now() });
    if (this.said !== before) this.onTrouble(this.said);
  }

  private get said(): string | undefined {
    const [failure] = this.last.values();
    if (failure === undefined) return undefined;
    const { error } = failure;
    return `does not keep up: ${error instanceof Problem ? error.detail : reasonOf(error)}`;
  }
}
