import { Problem, type FieldError, type ProblemCode } from '#kernel/problem.js';
import { StoreAway } from '#kernel/store-away.js';

/** What a thread is sent. */
export type ToThread<Question, Told> =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'tell'; readonly message: Told }
  | { readonly kind: 'stop' };

/** What a thread sends. */
export type FromThread<Said> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'fault'; readonly id: number; readonly fault: Fault }
  | { readonly kind: 'error'; readonly fault: Fault }
  | { readonly kind: 'say'; readonly message: Said };

/** An answer whose buffers are moved to the other side, not copied: they are empty here afterwards. */
export class Moved<Answer> {
  constructor(
    readonly answer: Answer,
    readonly buffers: readonly ArrayBuffer[],
  ) {}
}

/** An error on its way between threads: cloning one keeps neither its name nor what a `Problem` is made of. */
export interface Fault {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly problem?: { readonly code: ProblemCode; readonly detail: string; readonly errors: readonly FieldError[] };
  readonly away?: Pick<StoreAway, 'code' | 'store' | 'reason'>;
}

export function faultOf(thrown: unknown): Fault {
  // By its shape: one that crossed a thread's border is no instance of this side's classes.
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown))
    return { name: 'Error', message: String(thrown), stack: undefined };
  const { name, message, stack } = thrown as Error;
  if (!(thrown instanceof Problem)) return { name, message, stack };
  if (thrown instanceof StoreAway) {
    const { code, store, reason } = thrown;
    return { name, message, stack, away: { code, store, reason } };
  }
  const { code, detail, errors } = thrown;
  return { name, message, stack, problem: { code, detail, errors } };
}

export function errorOf({ name, message, stack, problem, away }: Fault): Error {
  if (away !== undefined) return new StoreAway(away.code, away.store, away.reason);
  if (problem !== undefined) return new Problem(problem.code, problem.detail, problem.errors);
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
