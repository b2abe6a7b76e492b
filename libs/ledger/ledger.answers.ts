import { Type } from 'typebox';
import { closed, count, named, POSITION, text } from '#kernel/answer-schema.js';
import { PROBLEM_CODE, problemWith } from '#kernel/problem.answers.js';

/** What whoever records facts is answered with. */

/** What every receipt says, also one that says more. */
export const RECEIPT_FIELDS = {
  id: text('as the caller gave it'),
  position: POSITION,
  duplicate: Type.Boolean({ description: 'whether it was recorded before, at this position' }),
};

export const RECEIPT = named('Receipt', 'The fact is on disk', RECEIPT_FIELDS);

export const VERSIONED = named('Versioned', 'The version of the thing is on disk', {
  id: text('as the caller gave it'),
  version: Type.Integer({ minimum: 1, description: 'which of its versions it is at; the ETag, quoted' }),
  position: POSITION,
});

const BULK_FIELDS = {
  accepted: count('lines recorded now'),
  duplicates: count('lines recorded before'),
  rejected: count('lines refused'),
  position: POSITION,
  errors: Type.Array(
    closed({
      line: Type.Integer({ minimum: 1 }),
      id: text('as the line gave it; empty where it gave none'),
      code: PROBLEM_CODE,
      detail: text('what is wrong with the line and what to do about it'),
    }),
    { description: 'the first 1,000; the rest is only counted' },
  ),
};

export const BULK_RESULT = named('BulkResult', 'What became of the lines', BULK_FIELDS);

/** A problem that ended a bulk request, with what became of the lines before it. */
export const BULK_STOPPED = problemWith('BulkStopped', 'Why a bulk request ended before its lines did', {
  ...BULK_FIELDS,
  nextLine: Type.Integer({ minimum: 1, description: 'all lines before it are settled: go on from there' }),
});
