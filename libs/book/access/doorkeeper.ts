import { Problem } from '#kernel/problem.js';
import { hashOf } from '#subjects/access/key-secret.js';
import { principalOf, grantsTo, scopesOf, type Access, type Key } from '#subjects/access/access.state.js';
import type { Narrowed, Rows } from '#subjects/access/access.events.js';
import { rightsOf } from '#kernel/scopes.js';
import type { FollowedAccess } from './followed-access.js';
import type { Principal } from './principal.js';

/** Whose secret has a hash, and until when it is good. */
interface Opens {
  readonly who: Principal;
  readonly until?: string | undefined;
}

const BEARER = /^bearer +(\S+) *$/i;

/** Tells by a key who asks. A check is one hash and one look into a table. */
export class Doorkeeper {
  private byHash: { readonly of: Access; readonly opens: ReadonlyMap<string, Opens> } | undefined;

  constructor(
    private readonly access: Pick<FollowedAccess, 'now'>,
    private readonly clock: () => Date,
  ) {}

  /**
   * Who sends a header `Authorization`.
   * @throws Problem `unauthenticated`, the same for a key that is missing, wrong or revoked; `key-expired`
   */
  admit(authorization: string | undefined): Principal {
    const [, secret] = BEARER.exec(authorization ?? '') ?? [];
    const found = secret === undefined ? undefined : this.table().get(hashOf(secret));
    if (found === undefined) throw unauthenticated();
    const { who, until } = found;
    if (who.expiresAt === undefined && until === undefined) return who;
    const now = this.clock().toISOString();
    if (until !== undefined && until <= now) throw unauthenticated();
    if (who.expiresAt !== undefined && who.expiresAt <= now)
      throw new Problem('key-expired', `the key expired at ${who.expiresAt}: ask who issued it for another one`);
    return who;
  }

  /** Made anew whenever anything changes: that is seldom, and asked all the time. */
  private table(): ReadonlyMap<string, Opens> {
    const { now } = this.access;
    if (this.byHash?.of !== now) this.byHash = { of: now, opens: opensOf(now) };
    return this.byHash.opens;
  }
}

function unauthenticated(): Problem {
  return new Problem(
    'unauthenticated',
    'this needs a key that is good: send Authorization: Bearer with a key of this book',
  );
}

function opensOf(access: Access): ReadonlyMap<string, Opens> {
  const good = [...access.keys.values()].filter(({ revoked }) => revoked === undefined);
  return new Map(
    good.flatMap((key): (readonly [string, Opens])[] => {
      const who = whoHas(access, key);
      return [[key.hash, { who }], ...key.older.map(({ hash, until }) => [hash, { who, until }] as const)];
    }),
  );
}

function whoHas(access: Access, key: Key): Principal {
  const scopes = scopesOf(access, key);
  const { keyId, name, expiresAt } = key;
  const quota = access.quotas.get(principalOf(keyId));
  return {
    id: principalOf(keyId),
    name,
    scopes,
    rights: rightsOf(scopes),
    ...narrowedBy(key, grantsTo(access, principalOf(keyId))),
    ...(quota !== undefined && { quota }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/** What the key and all of its roles see, and no group smaller than the largest that one of them asks for. */
function narrowedBy(key: Narrowed, grants: readonly Narrowed[]): Narrowed {
  const all = [key, ...grants];
  const rows = all.flatMap((one): readonly Rows[] => (one.rows === undefined ? [] : [one.rows]));
  const groups = all.flatMap(({ minGroup }) => minGroup ?? []);
  return {
    ...(rows.length > 0 && { rows: rows.reduce(inBoth) }),
    ...(groups.length > 0 && { minGroup: Math.max(...groups) }),
  };
}

function inBoth(one: Rows, other: Rows): Rows {
  const shared = Object.entries(other).map(([dimension, values]): [string, readonly string[]] => [
    dimension,
    one[dimension]?.filter((value) => values.includes(value)) ?? values,
  ]);
  return { ...one, ...Object.fromEntries(shared) };
}
