import { kind, type ProblemKind } from './problem-kind.js';

/** What whoever has people forgotten can meet. */
export const PRIVACY_PROBLEMS = {
  'not-sealed': kind(
    409,
    'It is recorded where it cannot be erased',
    'what is personal of the customer was recorded in a book, or at a time, without keys to seal it with',
    'start the book with TALLY_MASTER_KEY_FILE and TALLY_KEYS_DIR, for what is recorded from then on',
  ),
  'legal-hold': kind(
    409,
    'The customer is held',
    'the customer is to be erased, and somebody forbade that for a reason that stands',
    'have what detail names released, then erase again',
  ),
  'customer-erased': kind(
    410,
    'The customer was erased',
    'the fact says something of a person whom somebody had erased',
    'send the fact without what is of a person',
  ),
} as const satisfies Readonly<Record<string, ProblemKind>>;
