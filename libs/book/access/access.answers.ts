import { Type } from 'typebox';
import { byName, closed, INSTANT, named, nullable, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { RECEIPT_FIELDS } from '#ledger/ledger.answers.js';

/** What whoever says who may what is answered with. */

const SECRET = Type.Optional(
  Type.String({ description: 'the key, told this once: absent where the same was asked before' }),
);

export const KEY_ISSUED = named('KeyIssued', 'The key is good from now on', { ...RECEIPT_FIELDS, secret: SECRET });

export const KEY_ROTATED = named('KeyRotated', 'The key has another secret; the one before is good for a while', {
  ...RECEIPT_FIELDS,
  secret: SECRET,
  oldUntil: nullable(INSTANT, 'until when the secret before is good'),
});

const SCOPES = Type.Array(Type.String(), { description: 'what it may' });
const NARROWED = {
  rows: nullable(byName(Type.Array(Type.String())), 'by dimension the values that are seen; null for all'),
  minGroup: nullable(Type.Integer(), 'of fewer customers than this nothing is shown; null for no such limit'),
};

const limit = (of: string) => Type.Optional(Type.Integer({ minimum: 0, description: of }));
const QUOTA = {
  facts: limit('new facts'),
  cost: limit('units that questions are reckoned to cost'),
  rows: limit('rows and things that are shown'),
  exports: limit('files of tables'),
};
const PER_DAY = nullable(
  named('Quota', 'What somebody may have in a business day; of what is absent there is no end', QUOTA),
  'what it may have in a day; null for no limit',
);

const KEY = named('Key', 'A key, without what opens it', {
  id: text('its id, which is part of it'),
  name: text('who has it'),
  scopes: SCOPES,
  ...NARROWED,
  quota: PER_DAY,
  issuedAt: INSTANT,
  expiresAt: nullable(INSTANT, 'until when it is good; null for no end'),
  rotatedAt: nullable(INSTANT, 'when it had another secret last'),
  oldUntil: nullable(INSTANT, 'until when the secret before is good'),
  revokedAt: nullable(INSTANT, 'since when it is good for nothing'),
  reason: nullable(Type.String(), 'why it was revoked'),
});
export const KEYS = named('Keys', 'Every key that was ever issued, in the order of their ids', {
  keys: Type.Array(KEY),
});
export type KeyShown = Told<typeof KEY>;

export const ROLES_SHOWN = named('Roles', 'Every role, in the order of their names', {
  roles: Type.Array(closed({ role: text('its name'), scopes: SCOPES })),
});
export type RolesTold = Told<typeof ROLES_SHOWN>;

const GRANT = named('Grant', 'A role that somebody has', {
  id: text('by which it is withdrawn'),
  principal: nullable(Type.String(), 'who has it, such as key:shop; null where it is a group'),
  group: nullable(Type.String(), 'whose members have it'),
  role: text('what they may'),
  ...NARROWED,
  givenAt: INSTANT,
});
export const GRANTS = named('Grants', 'Every grant that holds, in the order of their ids', {
  grants: Type.Array(GRANT),
});
export type GrantShown = Told<typeof GRANT>;

export const ME = named('Me', 'Who asks, and what that one may', {
  principal: nullable(Type.String(), 'such as key:shop; null where no key is asked for'),
  name: nullable(Type.String(), 'what the key is called'),
  scopes: SCOPES,
  ...NARROWED,
  quota: PER_DAY,
  left: nullable(
    closed({ ...QUOTA, until: { ...INSTANT, description: 'when the day ends, and all is there again' } }),
    'of that, what is left today where it is asked; null for no limit',
  ),
  expiresAt: nullable(INSTANT, 'until when the key is good; null for no end'),
  position: { ...POSITION, description: 'of the last event that is recorded' },
  book: closed(
    {
      timeZone: text('in which its days begin and end, such as Europe/Paris'),
      currency: text('in which money is added up'),
      fiscalStart: Type.Integer({ minimum: 1, maximum: 12, description: 'the month that its fiscal year begins with' }),
    },
    'what the book counts by',
  ),
});
export type Me = Told<typeof ME>;
