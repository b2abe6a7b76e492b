import { ENVELOPE } from '#ledger/input/command-input.js';
import { kind, NONE, refused } from '#ledger/input/kind.js';
import { whole } from '#ledger/input/number.js';
import { list, map, object, optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { labelError } from '#ledger/label.js';
import { instant } from '#ledger/input/time.js';
import { keyIdError } from './key-secret.js';
import { scopeError, SCOPE_WORDS } from '#kernel/scopes.js';

/** What callers say of who may what. */

const keyId = kind<string>(
  {
    type: 'string',
    pattern: '^[A-Za-z0-9][\\w.-]{0,63}$',
    description: 'letters, digits, dots, hyphens and underscores: it is part of the key',
  },
  {
    refusals: (value) => refusalOf(value, keyIdError(value)),
    accepts: (value) => keyIdError(value) === undefined,
  },
);

const scope = kind<string>(
  { type: 'string', description: `one of ${SCOPE_WORDS.join(', ')}, or emit:<type>[,<type>][@<source>]` },
  {
    refusals: (value) => refusalOf(value, scopeError(value)),
    accepts: (value) => scopeError(value) === undefined,
  },
);

/** Whoever a right is given to, or a quota is set for. */
const principal = kind<string>(
  { type: 'string', pattern: '^(key|person):.+$', maxLength: 200, description: 'key:<id>, or person:<subject>' },
  {
    refusals: (value) => refusalOf(value, principalError(value)),
    accepts: (value) => principalError(value) === undefined,
  },
);

function principalError(value: unknown): string | undefined {
  const isNamed = typeof value === 'string' && /^(key|person):./.test(value);
  return isNamed ? labelError(value) : 'must be key:<id> or person:<subject>';
}

function refusalOf(value: unknown, error: string | undefined) {
  return error === undefined ? NONE : refused(value, error);
}

/** Hours that the secret before may be good beside the one after it: 30 days. */
const MOST_OVERLAP = 720;
const SMALLEST_GROUP = 2;
const LARGEST_GROUP = 1_000;

const NARROWED = {
  rows: optional(map(list(label))),
  minGroup: optional(whole(LARGEST_GROUP, SMALLEST_GROUP)),
};

/** Of one day. */
const MOST_OF_DAY = 1_000_000_000_000;
const limit = optional(whole(MOST_OF_DAY, 0));
const QUOTA = { facts: limit, cost: limit, rows: limit, exports: limit };

export const KEY_BODY = object({
  ...ENVELOPE,
  id: keyId,
  name: label,
  scopes: list(scope),
  ...NARROWED,
  quota: optional(object(QUOTA)),
  expiresAt: optional(instant),
});

export const ROTATION_BODY = object({ ...ENVELOPE, id: optional(label), overlapHours: optional(whole(MOST_OVERLAP)) });

export const REVOCATION_BODY = object({ ...ENVELOPE, id: optional(label), reason: optional(text) });

export const ROLE_BODY = object({ ...ENVELOPE, id: optional(label), role: label, scopes: list(scope) });

export const GRANT_BODY = object(
  {
    ...ENVELOPE,
    id: label,
    principal: optional(principal),
    group: optional(label),
    role: label,
    ...NARROWED,
  },
  (_said, fields) => fields.requireOneOf('principal', 'group'),
);

export const QUOTA_BODY = object({ ...ENVELOPE, id: optional(label), principal, ...QUOTA });

export const WITHDRAWAL_BODY = object({ ...ENVELOPE, id: optional(label) });
