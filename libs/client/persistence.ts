import { NoTallybook, ProblemError, Unreachable } from './problem.js';

/** How long and how often something that may pass by itself is tried again. */
export interface Persistence {
  /** Milliseconds that tries go on after the first; 0 tries once. */
  readonly patience: number;
  /** Milliseconds between tries, the last one again and again; up to half of each is left to chance, so that callers spread. */
  readonly waits: readonly number[];
  /** Ends what is under way: it is rejected with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
  /** Told when the server takes nothing for now, and when it goes on. */
  readonly tell?: ((line: string) => void) | undefined;
}

export const WAITS: readonly number[] = [200, 500, 1_000, 2_000, 5_000];

/** Whether a failure may pass by itself. */
export type MayPass = (error: unknown) => error is Error;

/** What gateways and servers answer for as long as they take no more. The request was not done. */
const PASSING = [408, 429, 502, 503, 504];

/** The server, or what is behind it, is away or takes no more for now; the request was not done. */
export function isRefusedForNow(error: unknown): error is Error {
  return isAnswer(error) && PASSING.includes(error.status);
}

/** As `isRefusedForNow`, or it is not known whether the request was done. */
export function isAway(error: unknown): error is Error {
  return error instanceof Unreachable || isRefusedForNow(error);
}

/** As `isAway`, or the server has failed at it: for what is asked again whatever became of it. */
export function isAwayOrFailed(error: unknown): error is Error {
  return isAway(error) || (isAnswer(error) && error.status >= 500);
}

/** Whether a server has answered, if only that it did not go well. */
function isAnswer(error: unknown): error is ProblemError | NoTallybook {
  return error instanceof ProblemError || error instanceof NoTallybook;
}

/**
 * What is answered, asked for again while it may come.
 * @param onFailure told of each failure after which it is tried again
 * @throws the last failure, or the reason of the signal
 */
export async function persistently<Answer>(
  ask: () => Promise<Answer>,
  { patience, waits, signal, tell }: Persistence,
  mayPass: MayPass = isAway,
  onFailure?: () => void,
): Promise<Answer> {
  const since = Date.now();
  for (let attempt = 0; ; attempt++) {
    try {
      signal?.throwIfAborted();
      const answer = await ask();
      if (attempt > 0) tell?.('it goes on');
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      if (!mayPass(error)) throw error;
      const left = patience - (Date.now() - since);
      const wait = waitAfter(error, waits, attempt);
      if (left <= 0 || wait > left) throw error;
      onFailure?.();
      if (attempt === 0) tell?.(`${error.message}; trying again for ${String(Math.ceil(left / 1_000))} s`);
      await pause(wait, signal);
    }
  }
}

/** Milliseconds until it is tried again: not before the server wants it. @param attempt how many were tried since it went well */
export function waitAfter(error: unknown, waits: readonly number[], attempt: number): number {
  const most = waits[Math.min(attempt, waits.length - 1)] ?? 0;
  const wanted = error instanceof ProblemError ? (error.retryAfter ?? 0) : 0;
  return Math.max(wanted, most * (0.5 + Math.random() / 2));
}

/** @throws the reason of the signal */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  let wake = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  await new Promise<void>((resolve) => {
    wake = resolve;
    timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', wake);
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', wake);
  signal?.throwIfAborted();
}
