import { compareText } from '#kernel/compare.js';
import { principalOf, type Access, type Grant, type Key } from '#subjects/access/access.state.js';
import type { Narrowed, Quota } from '#subjects/access/access.events.js';
import { ROLES } from '#subjects/access/roles.js';
import type { GrantShown, KeyShown, Me, RolesTold } from './access.answers.js';
import type { Book } from '../book.js';
import type { Limited } from './day-quota.js';
import { principal, type Principal } from './principal.js';

/** Who may what, as it is shown. */

export function keysShown({ keys, quotas }: Access): { readonly keys: readonly KeyShown[] } {
  const shown = [...keys.values()].map((key) => keyShown(key, quotas.get(principalOf(key.keyId))));
  return { keys: shown.sort((a, b) => compareText(a.id, b.id)) };
}

export function rolesShown({ roles }: Access): RolesTold {
  const shown = [...roles].map(([role, scopes]) => ({ role, scopes }));
  return { roles: shown.sort((a, b) => compareText(a.role, b.role)) };
}

/** @param of only those of one principal, such as `key:shop` */
export function grantsShown({ grants }: Access, of: string | undefined): { readonly grants: readonly GrantShown[] } {
  const holding = [...grants.values()].filter(
    (grant) => grant.withdrawnAt === undefined && (of === undefined || grant.principal === of),
  );
  return { grants: holding.map(grantShown).sort((a, b) => compareText(a.id, b.id)) };
}

/** Where no key is asked for, who asks may do all. */
export async function meShown({ log, narrowing, calendar, currency }: Book): Promise<Me> {
  const who = principal();
  return {
    principal: who?.id ?? null,
    name: who?.name ?? null,
    scopes: who?.scopes ?? ROLES['admin'] ?? [],
    ...narrowedShown(who ?? {}),
    quota: limitsIn(who?.quota),
    left: leftShown(who),
    expiresAt: who?.expiresAt ?? null,
    position: await narrowing.shown(await log.tail()),
    book: { timeZone: calendar.zone, currency, fiscalStart: calendar.fiscalStart },
  };
}

function keyShown({ keyId: id, name, scopes, issuedAt, older, revoked, ...key }: Key, quota?: Quota): KeyShown {
  return {
    id,
    name,
    scopes,
    ...narrowedShown(key),
    quota: limitsIn(quota),
    issuedAt,
    expiresAt: key.expiresAt ?? null,
    rotatedAt: key.rotatedAt ?? null,
    oldUntil: older.at(-1)?.until ?? null,
    revokedAt: revoked?.at ?? null,
    reason: revoked?.reason ?? null,
  };
}

function grantShown({ grantId: id, principal, group, role, givenAt, ...grant }: Grant): GrantShown {
  return { id, principal: principal ?? null, group: group ?? null, role, ...narrowedShown(grant), givenAt };
}

function narrowedShown({ rows, minGroup }: Narrowed) {
  return { rows: rows ?? null, minGroup: minGroup ?? null };
}

/** Null where there is no limit. */
function limitsIn(quota: Quota = {}): Quota | null {
  return Object.keys(quota).length === 0 ? null : quota;
}

function leftShown(who: Principal | undefined): Me['left'] {
  const day = who?.allowance?.day;
  if (day === undefined || limitsIn(who?.quota) === null) return null;
  const names: readonly Limited[] = ['facts', 'cost', 'rows', 'exports'];
  const left = names.flatMap((name) => {
    const rest = day.left(name);
    return rest === undefined ? [] : [[name, rest] as const];
  });
  return { ...Object.fromEntries(left), until: day.resetsAt };
}
