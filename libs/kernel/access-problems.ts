import { AGAIN, kind, type ProblemKind } from './problem-kind.js';

/** What whoever asks for what he may not can meet. */
export const ACCESS_PROBLEMS = {
  unauthenticated: kind(
    401,
    'No key that is good',
    'the request has no key, or one that was never issued or was revoked',
    'send Authorization: Bearer with a key of this book; who may issue keys gives you one',
  ),
  'key-expired': kind(
    401,
    'The key has expired',
    'the time that the key was issued for is over',
    'ask who issued it for another one',
  ),
  forbidden: kind(
    403,
    'The key may not do this',
    'what is asked needs a scope that the key does not have; detail names it',
    'ask for a key with that scope, or for less',
  ),
  'emitter-mismatch': kind(
    403,
    'The key is of another emitter',
    'the fact names an emitter that the key may not be',
    'leave emitter out, or use the key of that emitter',
  ),
  restricted: kind(
    403,
    'The key sees a part only',
    'the key is narrowed to some rows, or to groups of a size, and this cannot be answered for a part',
    'ask with a key that sees the whole',
  ),
  'head-unknown': kind(
    404,
    'There is no such head',
    'the log has fewer events than what is asked about, or signs no heads; detail says which',
    'ask about what the log has, as GET /v1/log/checkpoint says; or do what detail says',
  ),
  'id-taken': kind(
    409,
    'The id is taken',
    'another emitter has recorded something under this id',
    'use an id of your own, such as one with the name of your service in front',
  ),
  'last-admin': kind(
    422,
    'Nobody could say any more who may do what',
    'what is to be taken away is the last right to issue keys and give roles',
    'give another key or principal the role admin first',
  ),
  'sign-in-unavailable': kind(503, 'Nobody can sign in just now', 'whoever signs people in does not answer', AGAIN),
  'audit-unavailable': kind(
    503,
    'It cannot be written down who asks',
    'the audit log cannot be written, and what shows people is shown to nobody without an entry there',
    AGAIN,
  ),
  'quota-exceeded': kind(
    429,
    'Enough for today',
    'the key has had as much as it may have in a day',
    'wait for the seconds of Retry-After, or ask who issues keys for more',
  ),
  'rate-limited': kind(
    429,
    'Too much of late',
    'the key has asked or recorded more than it may in a second, or more than 20 requests of a minute from this address had no key that is good',
    'wait for the seconds of Retry-After; mend the key where it is not good',
  ),
} as const satisfies Readonly<Record<string, ProblemKind>>;
