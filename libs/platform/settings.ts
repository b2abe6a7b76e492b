import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { KafkaConnection } from '#bus-kafka/connection.js';
import { IANAZone } from 'luxon';
import { isLoopback } from './allowed-hosts.js';
import { FONTS_DIR, readFontsFolder } from './fonts-setting.js';
import { readKafka } from './kafka-settings.js';
import { OUTGOING, readOutgoing, type Outgoing } from './outgoing-settings.js';
import { checked, fileOf, given, oneOf, SettingsError, whole, type Environment } from './setting-values.js';
import { PERSONAL_SETTINGS, readPersonalKeys, type PersonalKeys } from './personal-settings.js';
import { publicHost, readSignIn, SIGN_IN_SETTINGS, type SignIn } from './sign-in-settings.js';
import { readSigning, SIGNING, type Signing } from './signing-settings.js';
import { eventStoreUrl, mongoUri } from './store-address.js';
import { readTls, TLS_SETTINGS, type Tls } from './tls-settings.js';
import { readTopics, TOPICS, type Topics } from './topic-settings.js';
import { readTracing, type Tracing } from './tracing-settings.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const CLOCK = ['checked', 'trusted'] as const;
const AUTH = ['loopback', 'required', 'off'] as const;

/** Everything that can be set from outside, checked. `infra/docs/settings.md` lists the variables. */
export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Who may ask: whoever reaches the machine's own address, whoever has a key (`required`), or (`off`) whoever reaches any. */
  readonly auth: (typeof AUTH)[number];
  /** Under which other names callers may ask, see `AllowedHosts`. */
  readonly allowedHosts: readonly string[];
  /** What TLS is spoken with; undefined for plain HTTP. */
  readonly tls: Tls | undefined;
  /** How people sign in; undefined where keys alone let in. */
  readonly signIn: SignIn | undefined;
  readonly timeZone: string;
  readonly currency: string;
  readonly fiscalStart: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** `trusted` where somebody has looked at the clock: it may be over a year ahead of the last event. */
  readonly clock: (typeof CLOCK)[number];
  /** What the index of the facts may use: megabytes of memory, and processors for a question. */
  readonly index: { readonly memory: number; readonly threads: number };
  /** Of the largest file that is imported over HTTP. */
  readonly importMegabytes: number;
  /** What one principal may have in a second: units of reckoned cost, and facts. */
  readonly rates: { readonly questions: number; readonly facts: number };
  /** Where copies of the book go that are asked for over HTTP. */
  readonly backupsFolder: string;
  /** What heads of the log are signed by. */
  readonly signing: Signing;
  /** Where the keys of what is personal are; undefined where that is kept as it is. */
  readonly personalKeys: PersonalKeys | undefined;
  /** With fonts beside those of the packages, such as for Chinese. */
  readonly fontsFolder: string | undefined;
  /** How messages leave the house. */
  readonly outgoing: Outgoing;
  /** Topics that others write to and read; undefined where there are none. */
  readonly topics: Topics | undefined;
  /** Which requests are traced, and how; undefined where none is. */
  readonly tracing: Tracing | undefined;
  /** The stores: all of one machine, or all of a deployment over several. */
  readonly stores: Stores;
}

export type Stores =
  | { readonly log: 'sqlite' }
  | {
      readonly log: 'eventstoredb';
      readonly eventStoreUrl: string;
      /** What the book's streams are named after in the store of events; empty for those of a log begun without. */
      readonly book: string;
      readonly kafka: KafkaConnection;
      /** What the records in Kafka are sealed with; without it nothing there is believed. */
      readonly busKey?: string;
      readonly mongoUri: string;
      /** Whether collections are kept that people read in MongoDB itself. */
      readonly readable: boolean;
    };

/** Processors a question takes where nothing else is said: more would be missing elsewhere. */
const MOST_THREADS = 4;

/** What goes together: on one machine, and over several. */
const EMBEDDED = { TALLY_LOG: 'sqlite', TALLY_BUS: 'inprocess', TALLY_VIEWS: 'sqlite' } as const;
const DISTRIBUTED = { TALLY_LOG: 'eventstoredb', TALLY_BUS: 'kafka', TALLY_VIEWS: 'mongodb' } as const;

/** Characters a key has at least, to be no word that somebody could guess. */
const KEY_LENGTH = 16;

/** What a book is called where nothing else is said. */
export const DEFAULT_BOOK = 'tallybook';

/** Without hyphens and dots: streams are `NAME.customer-ada`, and the server's categories end at the first hyphen. */
const BOOK_NAME = /^\w{0,50}$/;

const HOST_NAME = /^([\w.-]+|\[[\da-fA-F:.]+\])$/;

const VARIABLES = [
  'TALLY_DATA_DIR',
  'TALLY_HOST',
  'TALLY_PORT',
  'TALLY_AUTH',
  'TALLY_ALLOWED_HOSTS',
  'TALLY_TIME_ZONE',
  'TALLY_CURRENCY',
  'TALLY_FISCAL_START',
  'TALLY_LOG_LEVEL',
  'TALLY_BOOK',
  'TALLY_PLUGINS',
  'TALLY_BUS_KEY_FILE',
  'TALLY_CLOCK',
  'TALLY_VIEWS_READABLE',
  'TALLY_INDEX_MEMORY',
  'TALLY_INDEX_THREADS',
  'TALLY_IMPORT_MEGABYTES',
  'TALLY_RATE_QUESTIONS',
  'TALLY_RATE_FACTS',
  'TALLY_BACKUPS_DIR',
  FONTS_DIR,
  ...TLS_SETTINGS,
  ...SIGN_IN_SETTINGS,
  ...SIGNING,
  ...PERSONAL_SETTINGS,
  ...OUTGOING,
  ...TOPICS,
  ...Object.keys(EMBEDDED),
];

/** Where clients find a server, and with which key: of no meaning to one, which may be started from the same shell. */
const CLIENTS = ['TALLY_URL', 'TALLY_KEY', 'TALLY_KEY_FILE'];

/** @throws SettingsError naming the variable and what is valid, never its value */
export function readSettings(env: Environment): Settings {
  for (const name of Object.keys(env))
    if (name.startsWith('TALLY_') && !VARIABLES.includes(name) && !CLIENTS.includes(name))
      throw new SettingsError(name, `there is no such setting; there are ${VARIABLES.join(', ')}`);
  const dataDir = resolve(env['TALLY_DATA_DIR'] ?? './data');
  const stores = readStores(env);
  const reached = readHost(env);
  return {
    dataDir,
    ...reached,
    tls: readTls(env),
    signIn: readSignIn(env, reached.auth),
    port: whole(env, 'TALLY_PORT', 3000, 0, 65_535),
    timeZone: checked(
      env,
      'TALLY_TIME_ZONE',
      'UTC',
      (zone) => IANAZone.isValidZone(zone),
      'an IANA time zone such as Europe/Berlin',
    ),
    currency: checked(env, 'TALLY_CURRENCY', 'USD', (code) => /^[A-Z]{3}$/.test(code), 'an ISO 4217 code such as EUR'),
    fiscalStart: whole(env, 'TALLY_FISCAL_START', 1, 1, 12),
    logLevel: oneOf(env, 'TALLY_LOG_LEVEL', 'warn', LOG_LEVELS),
    clock: oneOf(env, 'TALLY_CLOCK', 'checked', CLOCK),
    index: {
      memory: whole(env, 'TALLY_INDEX_MEMORY', 256, 64, 1_000_000),
      threads: whole(env, 'TALLY_INDEX_THREADS', Math.min(availableParallelism(), MOST_THREADS), 1, 256),
    },
    importMegabytes: whole(env, 'TALLY_IMPORT_MEGABYTES', 1_000, 1, 1_000_000),
    rates: {
      questions: whole(env, 'TALLY_RATE_QUESTIONS', 500, 1, 1_000_000),
      facts: whole(env, 'TALLY_RATE_FACTS', 20_000, 1, 1_000_000),
    },
    backupsFolder: resolve(given(env, 'TALLY_BACKUPS_DIR') ?? join(dataDir, 'backups')),
    signing: readSigning(env),
    personalKeys: readPersonalKeys(env, dataDir, stores.log),
    fontsFolder: readFontsFolder(env),
    outgoing: readOutgoing(env),
    topics: readTopics(env),
    tracing: readTracing(env),
    stores,
  };
}

/** Where no key is asked for, who can reach the address can do everything: that others can must be said. */
function readHost(env: Environment): Pick<Settings, 'host' | 'auth' | 'allowedHosts'> {
  const host = given(env, 'TALLY_HOST') ?? '127.0.0.1';
  const auth = oneOf(env, 'TALLY_AUTH', 'loopback', AUTH);
  if (auth === 'loopback' && !isLoopback(host))
    throw new SettingsError(
      'TALLY_HOST',
      'others can reach this address, and whoever reaches it may ask and record everything: set TALLY_AUTH=required and make the first key with tally key create --name ops --role admin, or leave TALLY_HOST out; TALLY_AUTH=off says that it is wanted',
    );
  const names = (given(env, 'TALLY_ALLOWED_HOSTS') ?? '').split(',').map((name) => name.trim());
  const allowedHosts = names.filter((name) => name !== '');
  if (allowedHosts.some((name) => !HOST_NAME.test(name)))
    throw new SettingsError('TALLY_ALLOWED_HOSTS', 'it must be host names without ports, several with commas');
  const known = publicHost(env);
  return { host, auth, allowedHosts: known === undefined ? allowedHosts : [...allowedHosts, known] };
}

function readBusKey(env: Environment): string | undefined {
  const key = fileOf(env, 'TALLY_BUS_KEY_FILE');
  if (key !== undefined && key.length < KEY_LENGTH)
    throw new SettingsError(
      'TALLY_BUS_KEY_FILE',
      `the key has fewer than ${String(KEY_LENGTH)} characters: make one with openssl rand -base64 32`,
    );
  return key;
}

function readStores(env: Environment): Stores {
  const log = oneOf(env, 'TALLY_LOG', 'sqlite', ['sqlite', 'eventstoredb']);
  const wanted = log === 'sqlite' ? EMBEDDED : DISTRIBUTED;
  for (const [name, valid] of Object.entries(wanted)) {
    const value = env[name] ?? (log === 'sqlite' ? valid : '');
    if (value !== valid) throw new SettingsError(name, `with TALLY_LOG=${log} it must be ${valid}`);
  }
  const book = checked(
    env,
    'TALLY_BOOK',
    DEFAULT_BOOK,
    (name) => BOOK_NAME.test(name),
    'a name of up to 50 letters, digits and underscores, or nothing for a log that was begun without one',
  );
  if (log === 'sqlite') return { log };
  const busKey = readBusKey(env);
  return {
    log,
    eventStoreUrl: eventStoreUrl(env),
    book,
    kafka: readKafka(env),
    ...(busKey !== undefined && { busKey }),
    mongoUri: mongoUri(env),
    readable: oneOf(env, 'TALLY_VIEWS_READABLE', 'on', ['on', 'off']) === 'on',
  };
}
