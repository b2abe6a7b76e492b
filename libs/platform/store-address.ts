import { pemIn, type PemKind } from './pem-files.js';
import { secretOf, SettingsError, type Environment } from './setting-values.js';

/** `user:password@`, with what is special in them percent-encoded. */
const USER = String.raw`([^\s:@/?#[\]]+(:[^\s:@/?#[\]]*)?@)?`;
const HOST = String.raw`([\w.-]+|\[[\da-fA-F:]+\])(:\d{1,5})?`;
const HOSTS = `${HOST}(,${HOST})*`;
const EVENT_STORE = new RegExp(String.raw`^esdb(\+discover)?://${USER}${HOSTS}/?(\?[^\s#]*)?$`);
/** Commas in a user's password stand before an `@`. */
const SEVERAL_DISCOVERED = new RegExp(String.raw`^esdb\+discover://${USER}${HOST},`);
const MONGODB = new RegExp(String.raw`^mongodb(\+srv)?://${USER}${HOSTS}/[^\s/?#]+(\?[^\s#]*)?$`);

/**
 * What a connection string to EventStoreDB may ask for; its client prints the whole string, password included, when it meets another. Not
 * `nodePreference`, since everything is asked of the leader, nor `throwOnAppendFailure`, which hides that nothing was appended.
 */
const EVENT_STORE_OPTIONS = [
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'tls',
  'tlsCAFile',
  'userCertFile',
  'userKeyFile',
];

/** @throws SettingsError */
export function eventStoreUrl(env: Environment): string {
  const name = 'EVENTSTORE_URL';
  const url = address(env, name, EVENT_STORE, 'a connection string such as esdb://user:password@host:2113');
  if (SEVERAL_DISCOVERED.test(url))
    throw new SettingsError(
      name,
      'with esdb+discover:// only the first of several hosts would be used: name them as esdb://host1:2113,host2:2113,host3:2113, or one DNS name of the cluster as esdb+discover://cluster:2113',
    );
  const known = new Map(EVENT_STORE_OPTIONS.map((option) => [plain(option), option]));
  for (const option of optionsOf(url).keys())
    if (!known.has(option))
      throw new SettingsError(name, `it has an option that there is not: there are ${EVENT_STORE_OPTIONS.join(', ')}`);
  checkFiles(name, url, { tlsCAFile: 'certificate', userCertFile: 'certificate', userKeyFile: 'key' });
  return url;
}

/** @throws SettingsError */
export function mongoUri(env: Environment): string {
  const name = 'MONGODB_URI';
  const how = 'an address with a database such as mongodb://user:password@host:27017/tallybook';
  const uri = address(env, name, MONGODB, how);
  checkFiles(name, uri, { tlsCAFile: 'certificate', tlsCertificateKeyFile: 'certificate' });
  return uri;
}

/** The options of an address by their plain names; drivers take them in any case, some with hyphens. */
export function optionsOf(address: string): ReadonlyMap<string, string> {
  const options = new URLSearchParams(address.split('?')[1] ?? '');
  return new Map([...options].map(([option, value]) => [plain(option), value]));
}

function plain(option: string): string {
  return option.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Drivers look at these files when they connect, and say little of what they find. */
function checkFiles(name: string, address: string, files: Readonly<Record<string, PemKind>>): void {
  const options = optionsOf(address);
  for (const [option, kind] of Object.entries(files)) {
    const path = options.get(plain(option));
    if (path !== undefined) pemIn(name, path, kind, `its option ${option}`);
  }
}

function address(env: Environment, name: string, valid: RegExp, how: string): string {
  const value = secretOf(env, name) ?? '';
  if (valid.test(value)) return value;
  throw new SettingsError(
    name,
    `with TALLY_LOG=eventstoredb it, or the file that ${name}_FILE names, must hold ${how}, with what is special in user and password percent-encoded`,
  );
}
