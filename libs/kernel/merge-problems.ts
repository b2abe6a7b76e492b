import { kind, type ProblemKind } from './problem-kind.js';

/** Of customers who are to become one, or two again. Permanent: callers branch on them. */
export const MERGE_PROBLEMS = {
  'merge-cycle': kind(
    422,
    'A customer cannot take over itself',
    'the customer to merge into is the same one, or is merged into it',
    'merge the other way, or unmerge one of them first',
  ),
  'already-merged': kind(
    422,
    'The customer is merged already',
    'a customer is merged into one other at a time',
    'unmerge it first, or merge the one it is merged into',
  ),
  'not-merged': kind(
    422,
    'The customer is not merged',
    'nothing is merged into another that could be taken back',
    'nothing is to be done, or mend the id',
  ),
} as const satisfies Readonly<Record<string, ProblemKind>>;
