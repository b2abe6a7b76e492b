import { rightsOf } from '#kernel/scopes.js';
import type { Identity } from '#kernel/ports/identity-provider.js';
import { grantsOfPerson, personOf, type Access } from '#subjects/access/access.state.js';
import { narrowedBy } from './narrowed-by.js';
import type { Principal } from './principal.js';

/** What somebody who has signed in may: what was granted to them, and to the groups that they are in. */
export function personAsPrincipal(access: Access, identity: Identity): Principal {
  const { subject, name, groups, told } = identity;
  const id = personOf(subject);
  const grants = grantsOfPerson(access, id, groups);
  const scopes = [...new Set(grants.flatMap(({ role }) => access.roles.get(role) ?? []))];
  const quota = access.quotas.get(id);
  return {
    id,
    name,
    scopes,
    rights: rightsOf(scopes),
    isPerson: true,
    told,
    ...narrowedBy(grants),
    ...(quota !== undefined && { quota }),
  };
}
