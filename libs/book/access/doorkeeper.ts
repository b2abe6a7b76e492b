import { Problem } from '#kernel/problem.js';
import { hashOf } from '#subjects/access/key-secret.js';
import { principalOf, grantsTo, scopesOf, type Access, type Key } from '#subjects/access/access.state.js';
import type { Identity } from '#kernel/ports/identity-provider.js';
import { rightsOf } from '#kernel/scopes.js';
import type { FollowedAccess } from './followed-access.js';
import { narrowedBy } from './narrowed-by.js';
import { personAsPrincipal } from './person.js';
import type { Principal } from './principal.js';
import { sessionIn } from './session-cookie.js';
import type { Sessions } from './sessions.js';

/** Whose secret has a hash, and until when it is good. */
interface Opens {
  readonly who: Principal;
  readonly until?: string | undefined;
}

const BEARER = /^bearer +(\S+) *$/i;

/** What a request says of who sends it. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/** Tells by a key, or by the session of a browser, who asks. A check is one hash and one look into a table. */
export class Doorkeeper {
  private byHash: { readonly of: Access; readonly opens: ReadonlyMap<string, Opens> } | undefined;
  private readonly people = new WeakMap<Identity, { readonly of: Access; readonly who: Principal }>();

  /** @param sessions of people who have signed in; undefined where nobody does */
  constructor(
    private readonly access: Pick<FollowedAccess, 'now'>,
    private readonly clock: () => Date,
    private readonly sessions?: Sessions,
  ) {}

  /**
   * Who sends a request: by its key where it has one.
   * @throws Problem `unauthenticated`, the same for a key or session that is missing, wrong or revoked; `key-expired`
   */
  admit({ authorization, cookie }: Credentials): Principal {
    return authorization === undefined ? this.admitPerson(sessionIn(cookie)) : this.admitKey(authorization);
  }

  /**
   * Finds out whose session a request has, before anybody is admitted by it; undefined where that is known, or it has none.
   * @throws Problem where the store of the sessions does not answer
   */
  look({ authorization, cookie }: Credentials): Promise<void> | undefined {
    const session = authorization === undefined ? sessionIn(cookie) : undefined;
    return session === undefined ? undefined : this.sessions?.look(session);
  }

  /** Somebody asks: their session is in use. */
  used({ authorization, cookie }: Credentials): void {
    const session = sessionIn(cookie);
    if (authorization === undefined && session !== undefined) this.sessions?.used(session);
  }

  private admitKey(authorization: string): Principal {
    const [, secret] = BEARER.exec(authorization) ?? [];
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

  private admitPerson(session: string | undefined): Principal {
    const identity = session === undefined ? undefined : this.sessions?.of(session);
    if (identity === undefined) throw unauthenticated();
    const { now } = this.access;
    const known = this.people.get(identity);
    if (known?.of === now) return known.who;
    const who = personAsPrincipal(now, identity);
    this.people.set(identity, { of: now, who });
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
    ...narrowedBy([key, ...grantsTo(access, principalOf(keyId))]),
    ...(quota !== undefined && { quota }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}
