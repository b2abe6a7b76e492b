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
  const options = new URLSearchParams(url.split('?')[1] ?? '');
  for (const option of options.keys())
    if (!EVENT_STORE_OPTIONS.includes(option))
      throw new SettingsError(name, `it has an option that there is not: there are ${EVENT_STORE_OPTIONS.join(', ')}`);
  return url;
}

/** @throws SettingsError */
export function mongoUri(env: Environment): string {
  return address(
    env,
    'MONGODB_URI',
    MONGODB,
    'an address with a database such as mongodb://user:password@host:27017/tallybook',
  );
}

function address(env: Environment, name: string, valid: RegExp, how: string): string {
  const value = secretOf(env, name) ?? '';
  if (valid.test(value)) return value;
  throw new SettingsError(
    name,
    `with TALLY_LOG=eventstoredb it, or the file that ${name}_FILE names, must hold ${how}, with what is special in user and password percent-encoded`,
  );
}
