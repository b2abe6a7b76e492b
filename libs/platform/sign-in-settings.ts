import { isLoopback } from './allowed-hosts.js';
import { fileOf, given, SettingsError, type Environment } from './setting-values.js';

const ISSUER = 'TALLY_OIDC_ISSUER';
const CLIENT = 'TALLY_OIDC_CLIENT_ID';
const SECRET = 'TALLY_OIDC_CLIENT_SECRET_FILE';
const CLAIM = 'TALLY_OIDC_ROLES_CLAIM';
const PUBLIC = 'TALLY_PUBLIC_URL';

/** How people sign in. */
export const SIGN_IN_SETTINGS: readonly string[] = [ISSUER, CLIENT, SECRET, CLAIM, PUBLIC];

export interface SignIn {
  /** Whoever says who people are, an address. */
  readonly issuer: string;
  /** What this server is called there. */
  readonly clientId: string;
  /** What it proves that with; without one it is a public client. */
  readonly clientSecret?: string;
  /** Names what of a login says in which groups somebody is. */
  readonly rolesClaim: string;
  /** Where browsers reach this server, without a slash at its end. */
  readonly publicUrl: string;
}

/**
 * @param auth where no key is asked for nobody needs to sign in
 * @returns undefined where nobody signs in @throws SettingsError
 */
export function readSignIn(env: Environment, auth: string): SignIn | undefined {
  const issuer = given(env, ISSUER);
  if (issuer === undefined) {
    const alone = [CLIENT, SECRET].find((name) => given(env, name) !== undefined);
    if (alone !== undefined) throw new SettingsError(alone, `it needs ${ISSUER} beside it`);
    if (given(env, PUBLIC) !== undefined) needAddress(env, PUBLIC);
    return undefined;
  }
  if (auth !== 'required')
    throw new SettingsError(ISSUER, 'people sign in where keys are asked for: TALLY_AUTH=required');
  const clientId = given(env, CLIENT);
  if (clientId === undefined) throw new SettingsError(CLIENT, 'it must say what this server is called by the issuer');
  const clientSecret = fileOf(env, SECRET);
  return {
    issuer: needAddress(env, ISSUER),
    clientId,
    ...(clientSecret !== undefined && { clientSecret }),
    rolesClaim: given(env, CLAIM) ?? 'groups',
    publicUrl: originOf(needAddress(env, PUBLIC)),
  };
}

/** The name that browsers ask under; undefined where nothing says. */
export function publicHost(env: Environment): string | undefined {
  return URL.parse(given(env, PUBLIC) ?? '')?.hostname;
}

/** Codes and cookies are told on the way: only on this machine that may be in clear. */
function needAddress(env: Environment, name: string): string {
  const said = given(env, name) ?? '';
  const address = URL.parse(said);
  const isKept = address?.protocol === 'https:' || (address?.protocol === 'http:' && isLoopback(address.hostname));
  if (isKept && address.username === '' && address.password === '') return said;
  throw new SettingsError(
    name,
    'it must be an https address, or an http one of this machine, without a password in it',
  );
}

function originOf(address: string): string {
  const { origin, pathname, search } = new URL(address);
  if (pathname !== '/' || search !== '')
    throw new SettingsError(PUBLIC, 'it must be where / of this server is, such as https://tally.example.com');
  return origin;
}
