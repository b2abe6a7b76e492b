import { AsyncLocalStorage } from 'node:async_hooks';

const patience = new AsyncLocalStorage<number>();

/** Runs work that would rather wait so many milliseconds for a store that is away than end without it. */
export function patiently<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  return patience.run(ms, work);
}

/** Milliseconds that who asks for what is being done would wait for a store; undefined where nobody has said. */
export function patienceOfAsker(): number | undefined {
  return patience.getStore();
}
