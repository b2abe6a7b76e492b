import type { FieldError, Problem } from './problem.js';
import { PROBLEMS, type ProblemCode } from './problems.js';

/** A problem as RFC 9457 has it, for whoever met it. */
export interface ProblemShown {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

export function problemShown({ code, status, detail, errors, members }: Problem): ProblemShown {
  const shown = { type: `urn:tallybook:problem:${code}`, title: PROBLEMS[code].title, status, code, detail };
  return { ...shown, ...(errors.length > 0 && { errors }), ...members };
}
