import { rightsOf } from '#kernel/scopes.js';
import { grantsOfPerson, principalOf, scopesOf, type Access } from '#subjects/access/access.state.js';
import { narrowedBy } from '../access/narrowed-by.js';
import type { Principal } from '../access/principal.js';
import type { Book } from '../book.js';

/**
 * Whoever said something, as what is done for it later sees things: nothing of a person where they may not see that now, or are not known any
 * more. Undefined, and so all is seen, where nobody is asked for a key. @param actor as its event names who said it
 */
export function onBehalfOf(
  { door, access, clock }: Pick<Book, 'door' | 'access' | 'clock'>,
  actor: string | undefined,
): Principal | undefined {
  if (door === undefined) return undefined;
  const scopes = maySeePersonal(access.now, actor, clock().toISOString()) ? ['personal'] : [];
  return { id: actor ?? 'nobody', name: actor ?? 'nobody', scopes, rights: rightsOf(scopes) };
}

function maySeePersonal(access: Access, actor: string | undefined, now: string): boolean {
  if (actor === undefined) return false;
  const key = [...access.keys.values()].find(({ keyId }) => principalOf(keyId) === actor);
  const grants = grantsOfPerson(access, actor, []);
  const isGood =
    key === undefined || (key.revoked === undefined && (key.expiresAt === undefined || key.expiresAt > now));
  // What is narrowed to a part sees nothing of the rest: nobody looks whose event it is.
  const { rows, minGroup } = narrowedBy(key === undefined ? grants : [key, ...grants]);
  if (!isGood || rows !== undefined || minGroup !== undefined) return false;
  const scopes = key === undefined ? grants.flatMap(({ role }) => access.roles.get(role) ?? []) : scopesOf(access, key);
  return scopes.includes('personal');
}
