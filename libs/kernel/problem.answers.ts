import { Type, type TProperties } from 'typebox';
import { closed, named, oneOf, text } from './answer-schema.js';
import { PROBLEMS, type ProblemCode } from './problems.js';

export const PROBLEM_CODE = oneOf(Object.keys(PROBLEMS) as ProblemCode[], 'of a problem: permanent, to branch on');

const FIELDS = {
  type: text('urn:tallybook:problem: and the code'),
  title: text('of the code, in a few words'),
  status: Type.Integer({ minimum: 400, maximum: 599, description: 'as of the response' }),
  code: PROBLEM_CODE,
  detail: text('what is wrong with this request and what to do about it'),
  errors: Type.Optional(
    Type.Array(
      closed({ field: text('a path such as lines[2].quantity'), detail: text('what is wrong with it') }, 'one field'),
      { description: 'by field; absent where no field is to blame' },
    ),
  ),
};

/** A problem as RFC 9457 has it. */
export const PROBLEM = named('Problem', 'Why a request was not answered as asked (RFC 9457)', FIELDS);

/** A problem that says more: with extension members. */
export function problemWith<Members extends TProperties>(name: string, description: string, members: Members) {
  return named(name, description, { ...FIELDS, ...members });
}
