import { Died } from './outbox.contract.js';

/**
 * Something whose calls to `names` are steps of a process that dies at one of them: at an even step before anything happens, at an odd one
 * after it has happened but before the answer. From then on every call fails.
 */
export function dying<Target extends object>(target: Target, names: readonly string[], steps: Steps): Target {
  return new Proxy(target, {
    get: (of, name) => {
      const value: unknown = Reflect.get(of, name, of);
      if (typeof value !== 'function') return value;
      const call = (...args: readonly unknown[]): unknown => Reflect.apply(value, of, args) as unknown;
      return names.includes(String(name)) ? (...args: readonly unknown[]) => steps.take(() => call(...args)) : call;
    },
  });
}

/** The steps of one process, up to the one it dies at. */
export class Steps {
  private taken = 0;

  constructor(private readonly last: number) {}

  take<Answer>(call: () => Answer): Answer {
    if (this.taken++ >= this.last) throw new Died();
    const answer = call();
    if (this.taken++ < this.last) return answer;
    // What it never hears of has to have happened.
    if (answer instanceof Promise) return answer.then(() => Promise.reject(new Died())) as Answer;
    throw new Died();
  }
}
