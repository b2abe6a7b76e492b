import type { IDToken } from 'openid-client';
import type { Identity } from '#kernel/ports/identity-provider.js';

/** Of the token itself, not of who it is about. */
const OF_TOKEN = [
  'iss',
  'aud',
  'exp',
  'iat',
  'nbf',
  'jti',
  'nonce',
  'azp',
  'at_hash',
  'c_hash',
  's_hash',
  'sid',
  'auth_time',
];
/** What somebody is called, the first of them that is told. */
const NAMES = ['name', 'preferred_username', 'email', 'sub'];

/** Who an ID token is about. @param rolesClaim names what of it says the groups: a text, or several */
export function identityIn(claims: IDToken, rolesClaim: string): Identity {
  const told = Object.fromEntries(
    Object.entries(claims)
      .filter(([name]) => !OF_TOKEN.includes(name))
      .map(([name, value]) => [name, textsIn(value)] as const)
      .filter(([, texts]) => texts.length > 0),
  );
  const { sub: subject, sid } = claims;
  return {
    subject,
    name: NAMES.flatMap((name) => told[name] ?? []).at(0) ?? subject,
    groups: told[rolesClaim] ?? [],
    told,
    ...(typeof sid === 'string' && { visit: sid }),
  };
}

function textsIn(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === 'string' && one !== '');
}
