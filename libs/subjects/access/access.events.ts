import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needObject, needText, textIfAny } from '#kernel/shape.js';

/** Permanent: the one stream of who may ask and do what. */
export const ACCESS_STREAM = 'access';

/** What of a dimension is seen, by its name: values, all of which are. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** Narrows what is seen. */
// An alias: only those are known to be plain JSON.
export type Narrowed = {
  readonly rows?: Rows;
  /** Of fewer customers than this nothing is shown. */
  readonly minGroup?: number;
};

/** What somebody may have in one business day at most; of what is absent there is no end. */
// An alias: only those are known to be plain JSON.
export type Quota = {
  /** New facts. */
  readonly facts?: number;
  /** Units that questions are reckoned to cost. */
  readonly cost?: number;
  /** Rows and things that are shown. */
  readonly rows?: number;
  /** Files of tables. */
  readonly exports?: number;
};

export type KeyData = Narrowed & {
  readonly keyId: string;
  readonly name: string;
  /** SHA-256 of the key, hex: the key itself is nowhere. */
  readonly hash: string;
  readonly scopes: readonly string[];
  readonly quota?: Quota;
  readonly expiresAt?: string;
};

export type KeyIssued = EventOf<'KeyIssued', KeyData>;

/** Another secret takes the place of the one before, which is good until then. */
export type KeyRotated = EventOf<
  'KeyRotated',
  { readonly keyId: string; readonly hash: string; readonly oldUntil: string }
>;

/** None of its secrets is good any more. */
export type KeyRevoked = EventOf<'KeyRevoked', { readonly keyId: string; readonly reason?: string }>;

/** What a role may; those who have it may that from now on. */
export type RoleDefined = EventOf<'RoleDefined', { readonly role: string; readonly scopes: readonly string[] }>;

export type GrantData = Narrowed & {
  readonly grantId: string;
  readonly principal?: string;
  readonly group?: string;
  readonly role: string;
};

/** Somebody, or all of a group, has a role beside what they have already. */
export type GrantGiven = EventOf<'GrantGiven', GrantData>;

export type GrantWithdrawn = EventOf<'GrantWithdrawn', { readonly grantId: string }>;

/** Takes the place of what was said before; without any limit there is none. */
export type QuotaSet = EventOf<'QuotaSet', { readonly principal: string; readonly quota: Quota }>;

export type AccessEvent = KeyIssued | KeyRotated | KeyRevoked | RoleDefined | GrantGiven | GrantWithdrawn | QuotaSet;

export const ACCESS_EVENTS: EventTypes = {
  KeyIssued: { schema: 1, isSetting: true, check: (event) => needText(event.data, 'keyId', 'name', 'hash') },
  KeyRotated: { schema: 1, isSetting: true, check: (event) => needText(event.data, 'keyId', 'hash', 'oldUntil') },
  KeyRevoked: { schema: 1, isSetting: true, check: checkRevoked },
  RoleDefined: { schema: 1, isSetting: true, check: (event) => needText(event.data, 'role') },
  GrantGiven: { schema: 1, isSetting: true, check: (event) => needText(event.data, 'grantId', 'role') },
  GrantWithdrawn: { schema: 1, isSetting: true, check: (event) => needText(event.data, 'grantId') },
  QuotaSet: { schema: 1, isSetting: true, check: checkQuota },
};

function checkRevoked({ data }: NewEvent): void {
  needText(data, 'keyId');
  textIfAny(data, 'reason');
}

function checkQuota({ data }: NewEvent): void {
  needText(data, 'principal');
  needObject(data['quota'], 'quota');
}
