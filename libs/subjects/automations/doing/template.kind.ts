import { kind, NONE, refused } from '#ledger/input/kind.js';

/** Characters of a template. */
const LIMIT = 20_000;
const DETAIL = `must be well-formed text of 1 to ${String(LIMIT)} characters`;
const CONTROL = /[^\P{Cc}\t\n\r]/u;

function isTemplate(value: unknown): value is string {
  if (typeof value !== 'string' || value.length === 0 || value.length > LIMIT) return false;
  return value.isWellFormed() && !CONTROL.test(value);
}

/** A text with names of a customer in it. That it is one says `templateError`. */
export const template = kind<string>(
  { type: 'string', minLength: 1, maxLength: LIMIT, description: 'Liquid: names of a customer in {{ }}' },
  { refusals: (value) => (isTemplate(value) ? NONE : refused(value, DETAIL)), accepts: isTemplate },
);
