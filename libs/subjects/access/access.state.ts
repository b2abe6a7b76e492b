import type { RecordedEvent } from '#kernel/event.js';
import { unknownShape } from '#kernel/event-type.js';
import { ACCESS_EVENTS, type AccessEvent, type GrantData, type Narrowed, type Quota } from './access.events.js';
import { ROLES } from './roles.js';

/** A key, and which secrets open it. */
export interface Key extends Narrowed {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt?: string;
  readonly issuedAt: string;
  /** SHA-256 of the secret of now. */
  readonly hash: string;
  readonly rotatedAt?: string;
  /** Those before it, each with when it ceases to be good. */
  readonly older: readonly { readonly hash: string; readonly until: string }[];
  readonly revoked?: { readonly at: string; readonly reason?: string };
}

export type Grant = GrantData & {
  readonly givenAt: string;
  readonly withdrawnAt?: string;
};

/** Who may ask and do what: each by its id. */
export interface Access {
  readonly keys: ReadonlyMap<string, Key>;
  readonly roles: ReadonlyMap<string, readonly string[]>;
  readonly grants: ReadonlyMap<string, Grant>;
  /** By principal. */
  readonly quotas: ReadonlyMap<string, Quota>;
}

export const NOBODY: Access = {
  keys: new Map(),
  roles: new Map(Object.entries(ROLES)),
  grants: new Map(),
  quotas: new Map(),
};

/** What an event makes of who may do what. Its own instant is when: it is recorded as it happens. */
export function accessAfter(access: Access, event: AccessEvent): Access {
  const { occurredAt: at } = event;
  switch (event.type) {
    case 'KeyIssued': {
      const { quota, ...key } = event.data;
      const keys = put(access.keys, key.keyId, { ...key, issuedAt: at, older: [] });
      const quotas = quota === undefined ? access.quotas : put(access.quotas, principalOf(key.keyId), quota);
      return { ...access, keys, quotas };
    }
    case 'KeyRotated': {
      const { keyId, hash, oldUntil } = event.data;
      const key = access.keys.get(keyId);
      if (key === undefined) return access;
      const all = [...key.older, { hash: key.hash, until: oldUntil }];
      // A secret that was replaced before is good for no longer than the one that took its place.
      const older = all
        .map((one) => ({ ...one, until: earlier(one.until, oldUntil) }))
        .filter(({ until }) => until > at);
      return { ...access, keys: put(access.keys, keyId, { ...key, hash, rotatedAt: at, older }) };
    }
    case 'KeyRevoked': {
      const { keyId, reason } = event.data;
      const key = access.keys.get(keyId);
      if (key === undefined) return access;
      const revoked = { at, ...(reason !== undefined && { reason }) };
      return { ...access, keys: put(access.keys, keyId, { ...key, revoked }) };
    }
    case 'RoleDefined':
      return { ...access, roles: put(access.roles, event.data.role, event.data.scopes) };
    case 'GrantGiven':
      return { ...access, grants: put(access.grants, event.data.grantId, { ...event.data, givenAt: at }) };
    case 'GrantWithdrawn': {
      const grant = access.grants.get(event.data.grantId);
      if (grant === undefined) return access;
      return { ...access, grants: put(access.grants, grant.grantId, { ...grant, withdrawnAt: at }) };
    }
    case 'QuotaSet':
      return { ...access, quotas: put(access.quotas, event.data.principal, event.data.quota) };
  }
}

/** Whether an event of the stream is one that this release can read: others may have been written by a newer one, or by somebody else. */
export function isAccessEvent(event: RecordedEvent): event is RecordedEvent & AccessEvent {
  return unknownShape(ACCESS_EVENTS, event.type, event.schema) === undefined;
}

/** What a principal is called that is a key. Permanent: grants name it so. */
export function principalOf(keyId: string): string {
  return `key:${keyId}`;
}

/** What a principal is called that is somebody who signs in. Permanent, as above. @param subject what whoever signs people in calls them */
export function personOf(subject: string): string {
  return `person:${subject}`;
}

/** Grants to a principal that hold. */
export function grantsTo(access: Access, principal: string): readonly Grant[] {
  return grantsOfPerson(access, principal, []);
}

/** Those to somebody, and to the groups that they are in. */
export function grantsOfPerson({ grants }: Access, person: string, groups: readonly string[]): readonly Grant[] {
  return [...grants.values()].filter(
    ({ principal, group, withdrawnAt }) =>
      withdrawnAt === undefined && (principal === person || (group !== undefined && groups.includes(group))),
  );
}

/** The scopes of a key, its own and those of its roles. */
export function scopesOf(access: Access, key: Key): readonly string[] {
  const granted = grantsTo(access, principalOf(key.keyId)).flatMap(({ role }) => access.roles.get(role) ?? []);
  return [...new Set([...key.scopes, ...granted])];
}

/** Whether anybody may say who may what: a key that is good at a time and sees the whole, or somebody who has such a role. */
export function hasAdmin(access: Access, at: string): boolean {
  const isGood = (key: Key): boolean =>
    key.revoked === undefined &&
    (key.expiresAt === undefined || key.expiresAt > at) &&
    [key, ...grantsTo(access, principalOf(key.keyId))].every(isWhole);
  const isOfKey = ({ principal = '' }: Grant): boolean => principal.startsWith(principalOf(''));
  return (
    [...access.keys.values()].some((key) => isGood(key) && scopesOf(access, key).includes('admin')) ||
    [...access.grants.values()].some(
      (grant) =>
        grant.withdrawnAt === undefined &&
        !isOfKey(grant) &&
        isWhole(grant) &&
        access.roles.get(grant.role)?.includes('admin') === true,
    )
  );
}

/** Whoever sees a part only may see nothing of who may what. */
function isWhole({ rows, minGroup }: Narrowed): boolean {
  return rows === undefined && minGroup === undefined;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function put<Value>(map: ReadonlyMap<string, Value>, id: string, value: Value): ReadonlyMap<string, Value> {
  return new Map(map).set(id, value);
}
