import { AsyncLocalStorage } from 'node:async_hooks';

/** Why work ends whose asker has gone. */
export class AskerLeft extends Error {
  override readonly name = 'AskerLeft';

  constructor() {
    super('the client has closed the connection before it was answered');
  }
}

/** Of the request that is being answered: aborts when its client goes away before it has the answer. */
const askers = new AsyncLocalStorage<AbortSignal>();
const STAYS = new AbortController().signal;

/** The signal of who asks for what is being done; never aborts where no request does. */
export function askerSignal(): AbortSignal {
  return askers.getStore() ?? STAYS;
}

/** Runs what is done for somebody: all that is begun in it knows their signal. */
export function askedBy<Result>(asker: AbortSignal, run: () => Result): Result {
  return askers.run(asker, run);
}

/** Told the name of each stage of long work as it begins. */
export type OnStage = (stage: string) => void;

const listeners = new AsyncLocalStorage<OnStage>();

/** Who is told how far what is being done has come; undefined where nobody listens. */
export function stageListener(): OnStage | undefined {
  return listeners.getStore();
}

/** Runs what somebody wants to hear the stages of. */
export function toldStages<Result>(onStage: OnStage, run: () => Result): Result {
  return listeners.run(onStage, run);
}

/** Runs what is for more than the request that happens to begin it: it goes on when that one's client leaves. */
export function unasked<Result>(run: () => Result): Result {
  return askers.exit(run);
}
