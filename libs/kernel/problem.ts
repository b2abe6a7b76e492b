import { PROBLEMS, type ProblemCode } from './problems.js';

export type { ProblemCode } from './problems.js';

export interface FieldError {
  /** A path such as `lines[2].quantity`. */
  readonly field: string;
  readonly detail: string;
}

/** What the caller can mend. Everything else that is thrown is a fault and becomes a 500. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    /** What is wrong and what to do about it, in a sentence. */
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    /** What more there is to say of this one: extension members of RFC 9457. */
    readonly members: { readonly [name: string]: unknown } = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
    this.status = PROBLEMS[code].status;
  }
}
