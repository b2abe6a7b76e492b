import { AsyncLocalStorage } from 'node:async_hooks';
import { TookTooLong, withTimeout } from '#kernel/with-timeout.js';

/** Who asks for what is being done. */
interface Asker {
  /** Milliseconds for which a store is waited for that is away. */
  readonly patience?: number;
  /** By `performance.now()`, when the answer is of no use any more. */
  readonly until?: number;
}

const asker = new AsyncLocalStorage<Asker>();

/** Runs work that would rather wait so many milliseconds for a store that is away than end without it. */
export function patiently<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  return asker.run({ ...asker.getStore(), patience: ms }, work);
}

/** Milliseconds that who asks for what is being done would wait for a store; undefined where nobody has said. */
export function patienceOfAsker(): number | undefined {
  return asker.getStore()?.patience;
}

/**
 * Runs work whose asker has an answer after so many milliseconds, whatever it waits for: for its turn, for one store after another. What is
 * still to be asked of a store for him is not asked any more then.
 * @throws TookTooLong naming `what`
 */
export function hurriedly<Result>(ms: number, what: string, work: () => Promise<Result>): Promise<Result> {
  return withTimeout(ms, what, asker.run({ ...asker.getStore(), until: performance.now() + ms }, work));
}

/** Runs work that others wait for, too: it goes on when who began it has been answered. */
export function forAll<Result>(work: () => Promise<Result>): Promise<Result> {
  const { until: _his, ...others } = asker.getStore() ?? {};
  return asker.run(others, work);
}

/** @throws TookTooLong where whoever asks has been answered */
export function needTime(): void {
  const { until = Infinity } = asker.getStore() ?? {};
  if (performance.now() > until) throw new TookTooLong('who asked waits no longer');
}
