import { ImportError } from '#imports/import-error.js';
import { Problem } from '#kernel/problem.js';

/** What is wrong with something that was said of a file, or sent with it. */
export function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field}: ${detail}`, [{ field, detail }]);
}

/** Checks something. @throws Problem `invalid-request` naming the field, for what imports have against it */
export function refusing<Value>(field: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (error instanceof ImportError) throw invalid(field, error.message);
    throw error;
  }
}
