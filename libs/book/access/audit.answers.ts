import { Type } from 'typebox';
import { byName, named, NEXT, INSTANT, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { AUDIT_TYPES } from '#kernel/ports/audit-store.js';

/** What whoever audits is answered with. */

const AUDIT_ENTRY = named('AuditEntry', 'An answer that somebody was given, or a refusal', {
  n: Type.Integer({ minimum: 1, description: 'counted from 1 without gap' }),
  type: oneOf(
    AUDIT_TYPES,
    'an answer; a right that was missing; a key or a sign-in that was not good; somebody signed in, and out',
  ),
  at: INSTANT,
  principal: nullable(Type.String(), 'such as key:shop; null where the key was not good'),
  keyId: nullable(Type.String(), 'the id in the key, also in one that is good no more'),
  route: nullable(Type.String(), 'such as GET /v1/customers/{id}; null for a path that there is not'),
  scope: text('what it needed'),
  question: Type.Unknown({
    description: 'its parameters by name, and under body what was asked there; hashed: before what may be of a person',
  }),
  rows: nullable(byName(Type.Array(Type.String())), 'what of each dimension the asker saw; null for all'),
  status: Type.Integer({ minimum: 100, maximum: 599, description: 'the HTTP status' }),
  requestId: text('as in X-Request-Id'),
  position: nullable(POSITION, 'that the answer covers; null where it says none'),
  recordsReturned: nullable(Type.Integer({ minimum: 0 }), 'null where they were not counted, as in a file'),
  personal: Type.Boolean({ description: 'whether it may show what is of a person' }),
});

export const AUDIT_PAGE = named('AuditPage', 'Who asked for what, a page of it in the order of answers', {
  kept: Type.Boolean({ description: 'whether entries are written here: where keys are asked for, in one process' }),
  entries: Type.Array(AUDIT_ENTRY),
  next: NEXT,
});
export type AuditPage = Told<typeof AUDIT_PAGE>;
