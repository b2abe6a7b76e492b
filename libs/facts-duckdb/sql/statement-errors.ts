import { Problem } from '#kernel/problem.js';

/** What DuckDB puts before a message; what a statement says itself (`error('…')`) never stands first. */
const TOO_LARGE = /^(?:Out of Memory Error|std::bad_alloc|bad allocation)/i;
const NOT_ALLOWED = /^(?:Permission Error|Invalid Input Error: Cannot change configuration)/;
const BROKEN = /^(?:INTERNAL Error|FATAL Error)/;

/** What a statement under way met, as its asker is told. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const message = error instanceof Error ? error.message.trim() : String(error);
  if (TOO_LARGE.test(message) || error instanceof RangeError) return tooMuchMemory();
  if (NOT_ALLOWED.test(message)) return new Problem('sql-not-allowed', firstLine(message));
  return new Problem('bad-sql', message);
}

/** Whether DuckDB must be opened again after it. */
export function hasBroken(error: unknown): boolean {
  return error instanceof Error && BROKEN.test(error.message);
}

/** Whether it was memory that a statement had too little of. */
export function isShort(error: unknown): boolean {
  return error instanceof Problem && error.detail === TOO_MUCH_MEMORY;
}

const TOO_MUCH_MEMORY =
  'the statement needs more memory than there is for one: narrow the WHERE, group by fewer columns, or join less at once';

/** Of a statement that was ended because of what it took, however that was found out. */
export function tooMuchMemory(): Problem {
  return new Problem('sql-too-large', TOO_MUCH_MEMORY);
}

/** @param limit milliseconds */
export function tooMuchTime(limit: number): Problem {
  return new Problem(
    'sql-too-large',
    `the statement took longer than ${String(limit / 1_000)} s: narrow the WHERE, join less at once, or see that every recursion ends`,
  );
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
