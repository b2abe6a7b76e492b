import { isDeepStrictEqual } from 'node:util';
import type { Decider } from '#kernel/decider.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { ACCESS_STREAM, type AccessEvent, type GrantData, type KeyData, type Quota } from './access.events.js';
import { accessAfter, hasAdmin, NOBODY, principalOf, type Access, type Key } from './access.state.js';
import { ROLES } from './roles.js';

interface At {
  /** Now: what is said here holds from when it is recorded. */
  readonly at: string;
}

export type AccessCommand = At &
  (
    | { readonly type: 'IssueKey'; readonly key: KeyData }
    | { readonly type: 'RotateKey'; readonly keyId: string; readonly hash: string; readonly overlapHours: number }
    | { readonly type: 'RevokeKey'; readonly keyId: string; readonly reason?: string }
    | { readonly type: 'DefineRole'; readonly role: string; readonly scopes: readonly string[] }
    | { readonly type: 'GiveGrant'; readonly grant: GrantData }
    | { readonly type: 'WithdrawGrant'; readonly grantId: string }
    | { readonly type: 'SetQuota'; readonly principal: string; readonly quota: Quota }
  );

const HOUR = 3_600_000;

/** Hours from one instant to another. */
export function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / HOUR;
}

/** Who may ask and do what. Somebody always may say so, once anybody could. */
export const accessDecider: Decider<Access, AccessCommand, AccessEvent> = {
  initial: NOBODY,

  evolve: accessAfter,

  decide(command, access) {
    const event = decided(command, access);
    if (event === undefined) return [];
    needAdmin(access, event, command.at);
    return [event];
  },
};

function decided(command: AccessCommand, access: Access): AccessEvent | undefined {
  const { at } = command;
  const common = { schema: 1, occurredAt: at, key: ACCESS_STREAM } as const;
  switch (command.type) {
    case 'IssueKey': {
      const { key } = command;
      if (key.expiresAt !== undefined && key.expiresAt <= at) throw invalid('expiresAt', 'must lie in the future');
      return { type: 'KeyIssued', ...common, data: key };
    }
    case 'RotateKey': {
      const { keyId, hash, overlapHours } = command;
      needGood(access, keyId, at);
      const oldUntil = new Date(Date.parse(at) + overlapHours * HOUR).toISOString();
      return { type: 'KeyRotated', ...common, data: { keyId, hash, oldUntil } };
    }
    case 'RevokeKey': {
      const { keyId, reason } = command;
      if (keyNamed(access, keyId).revoked !== undefined) return undefined;
      return { type: 'KeyRevoked', ...common, data: { keyId, ...(reason !== undefined && { reason }) } };
    }
    case 'DefineRole': {
      const { role, scopes } = command;
      if (Object.hasOwn(ROLES, role))
        throw invalid('role', refusing(role, 'is a role that there is: take another name'));
      if (isDeepStrictEqual(access.roles.get(role), scopes)) return undefined;
      return { type: 'RoleDefined', ...common, data: { role, scopes } };
    }
    case 'GiveGrant': {
      const { grant } = command;
      if (!access.roles.has(grant.role))
        throw invalid('role', refusing(grant.role, `must be one of ${[...access.roles.keys()].join(', ')}`));
      return { type: 'GrantGiven', ...common, data: grant };
    }
    case 'WithdrawGrant': {
      const { grantId } = command;
      const grant = access.grants.get(grantId);
      if (grant === undefined) throw new Problem('not-found', `there is no grant ${grantId}`);
      if (grant.withdrawnAt !== undefined) return undefined;
      return { type: 'GrantWithdrawn', ...common, data: { grantId } };
    }
    case 'SetQuota': {
      const { principal, quota } = command;
      if (principal.startsWith(principalOf(''))) keyNamed(access, principal.slice(principalOf('').length));
      if (isDeepStrictEqual(access.quotas.get(principal), quota)) return undefined;
      return { type: 'QuotaSet', ...common, data: { principal, quota } };
    }
  }
}

/** @throws Problem `not-found` */
function keyNamed({ keys }: Access, keyId: string): Key {
  const key = keys.get(keyId);
  if (key === undefined) throw new Problem('not-found', `there is no key ${keyId}`);
  return key;
}

/** @throws Problem `not-found` for a key that opens nothing any more: another secret would not either */
function needGood(access: Access, keyId: string, at: string): void {
  const { revoked, expiresAt } = keyNamed(access, keyId);
  if (revoked !== undefined) throw new Problem('not-found', `the key ${keyId} was revoked: issue another one`);
  if (expiresAt !== undefined && expiresAt <= at)
    throw new Problem('not-found', `the key ${keyId} expired at ${expiresAt}: issue another one`);
}

/** @throws Problem `last-admin` */
function needAdmin(access: Access, event: AccessEvent, at: string): void {
  if (hasAdmin(access, at) && !hasAdmin(accessAfter(access, event), at))
    throw new Problem(
      'last-admin',
      'nobody could say any more who may do what: give another key or principal the role admin first',
    );
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
