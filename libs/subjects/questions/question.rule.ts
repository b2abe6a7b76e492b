import type { Static } from 'typebox';
import type { Catalogue } from '#figures/catalogue.js';
import { parseQuestion } from '#figures/question.js';
import { Problem } from '#kernel/problem.js';
import type { QUESTION, SAVED_QUESTION } from './question.input.js';

/** @throws Problem as `POST /v1/query` would, naming the part */
export function needQuestion({ question }: Static<typeof SAVED_QUESTION>, catalogue: Catalogue): void {
  needAnswerable(question, 'question', catalogue);
}

/** @param field where the question is said @throws Problem as `POST /v1/query` would */
export function needAnswerable(question: Static<typeof QUESTION>, field: string, catalogue: Catalogue): void {
  // Clocks are read when it is asked: an instant is as good as a date.
  const { asOf: _asOf, knownAt: _knownAt, ...rest } = question;
  try {
    parseQuestion(rest, catalogue);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = error.errors.map((one) => ({ ...one, field: `${field}.${one.field}` }));
    throw new Problem(error.code, `${field}: ${error.detail}`, errors.length > 0 ? errors : [partOf(field, error)]);
  }
}

/** Where the question has a part without a name: which one by the code. */
function partOf(field: string, { code, detail }: Problem): { readonly field: string; readonly detail: string } {
  return { field: code === 'unknown-metric' ? `${field}.metrics` : field, detail };
}
