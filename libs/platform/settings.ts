import { resolve } from 'node:path';
import { IANAZone } from 'luxon';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Everything that can be set from outside, checked. README and spec section 6 list the variables. */
export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly fiscalStart: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** The stores: all of one machine, or all of a deployment over several. */
  readonly stores: Stores;
}

export type Stores =
  | { readonly log: 'sqlite' }
  | {
      readonly log: 'eventstoredb';
      readonly eventStoreUrl: string;
      readonly kafkaBrokers: readonly string[];
      readonly mongoUri: string;
    };

/** A variable with a value that cannot be. */
export class SettingsError extends Error {
  constructor(variable: string, value: string, valid: string) {
    super(`${variable}=${value} is not possible: ${valid}`);
    this.name = 'SettingsError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What goes together: on one machine, and over several. */
const EMBEDDED = { TALLY_LOG: 'sqlite', TALLY_BUS: 'inprocess', TALLY_VIEWS: 'sqlite' } as const;
const DISTRIBUTED = { TALLY_LOG: 'eventstoredb', TALLY_BUS: 'kafka', TALLY_VIEWS: 'mongodb' } as const;

const VARIABLES = [
  'TALLY_DATA_DIR',
  'TALLY_HOST',
  'TALLY_PORT',
  'TALLY_TIME_ZONE',
  'TALLY_CURRENCY',
  'TALLY_FISCAL_START',
  'TALLY_LOG_LEVEL',
  ...Object.keys(EMBEDDED),
];

/** @throws SettingsError naming the variable, its value and the valid ones */
export function readSettings(env: Environment): Settings {
  for (const [name, value] of Object.entries(env))
    if (name.startsWith('TALLY_') && !VARIABLES.includes(name))
      throw new SettingsError(name, value ?? '', `there is no such setting; there are ${VARIABLES.join(', ')}`);
  return {
    dataDir: resolve(env['TALLY_DATA_DIR'] ?? './data'),
    host: env['TALLY_HOST'] ?? '127.0.0.1',
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
    stores: readStores(env),
  };
}

function readStores(env: Environment): Stores {
  const log = oneOf(env, 'TALLY_LOG', 'sqlite', ['sqlite', 'eventstoredb']);
  const wanted = log === 'sqlite' ? EMBEDDED : DISTRIBUTED;
  for (const [name, valid] of Object.entries(wanted)) {
    const value = env[name] ?? (log === 'sqlite' ? valid : '');
    if (value !== valid) throw new SettingsError(name, value, `with TALLY_LOG=${log} it must be ${valid}`);
  }
  if (log === 'sqlite') return { log };
  return {
    log,
    eventStoreUrl: required(
      env,
      'EVENTSTORE_URL',
      /^esdb(\+discover)?:\/\/.+/,
      'a connection string such as esdb://host:2113',
    ),
    kafkaBrokers: required(
      env,
      'KAFKA_BROKERS',
      /^[^,\s]+:\d+(,[^,\s]+:\d+)*$/,
      'host:port, several with commas',
    ).split(','),
    mongoUri: required(
      env,
      'MONGODB_URI',
      /^mongodb(\+srv)?:\/\/.+\/.+/,
      'an address with a database such as mongodb://host:27017/tallybook',
    ),
  };
}

function required(env: Environment, name: string, valid: RegExp, how: string): string {
  const value = env[name] ?? '';
  if (valid.test(value)) return value;
  throw new SettingsError(name, value, `with TALLY_LOG=eventstoredb it must be ${how}`);
}

function whole(env: Environment, name: string, otherwise: number, min: number, max: number): number {
  const value = env[name];
  if (value === undefined) return otherwise;
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (number >= min && number <= max) return number;
  throw new SettingsError(name, value, `it must be a whole number from ${String(min)} to ${String(max)}`);
}

function checked(
  env: Environment,
  name: string,
  otherwise: string,
  isValid: (value: string) => boolean,
  valid: string,
): string {
  const value = env[name] ?? otherwise;
  if (isValid(value)) return value;
  throw new SettingsError(name, value, `it must be ${valid}`);
}

function oneOf<Value extends string>(
  env: Environment,
  name: string,
  otherwise: Value,
  values: readonly Value[],
): Value {
  const value = env[name] ?? otherwise;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw new SettingsError(name, value, `it must be one of ${values.join(', ')}`);
  return found;
}
