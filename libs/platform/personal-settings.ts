import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { given, SettingsError, whole, type Environment } from './setting-values.js';

const MASTER_KEY_FILE = 'TALLY_MASTER_KEY_FILE';
const KEYS_DIR = 'TALLY_KEYS_DIR';
const ERASURES_FILE = 'TALLY_ERASURES_FILE';
const BACKUP_DAYS = 'TALLY_KEY_BACKUP_DAYS';
/** Whoever was erased is to be forgotten by then wherever their key was copied to. */
const MOST_BACKUP_DAYS = 30;
const MASTER_KEY = 32;

/** How what is personal is sealed. */
export const PERSONAL_SETTINGS: readonly string[] = [MASTER_KEY_FILE, KEYS_DIR, ERASURES_FILE, BACKUP_DAYS];

/** What the keys of what is personal are wrapped with, and where they are kept. */
export interface PersonalKeys {
  /** Undefined in a deployment: they are in a collection beside its read models. */
  readonly folder: string | undefined;
  /** 32 bytes. */
  readonly master: Uint8Array;
  /** Where it is noted who was erased, for whoever puts the book back to an earlier day; nowhere else where absent. */
  readonly erasuresFile?: string;
}

/** Keys in a folder, whatever book they are of. */
export interface KeysInFolder extends Pick<PersonalKeys, 'master'> {
  readonly folder: string;
}

/** Undefined where nothing is sealed. @throws SettingsError */
export function readPersonalKeys(env: Environment, dataDir: string, log: string): PersonalKeys | undefined {
  const file = given(env, MASTER_KEY_FILE);
  const folder = given(env, KEYS_DIR);
  const erasuresFile = erasuresNamed(env);
  if (file === undefined && folder === undefined) {
    if (erasuresFile === undefined) return undefined;
    throw new SettingsError(ERASURES_FILE, `only what is sealed is erased: set ${MASTER_KEY_FILE} and ${KEYS_DIR} too`);
  }
  if (log !== 'sqlite' && folder !== undefined)
    throw new SettingsError(KEYS_DIR, 'a book over several machines has its keys in MongoDB: leave it out');
  const keys = log === 'sqlite' ? folderOfKeys(file, folder, dataDir) : undefined;
  if (file === undefined) throw new SettingsError(KEYS_DIR, `the keys there need ${MASTER_KEY_FILE} too`);
  return {
    folder: keys,
    master: masterKeyIn(file, MASTER_KEY_FILE),
    ...(erasuresFile !== undefined && { erasuresFile }),
  };
}

function folderOfKeys(file: string | undefined, folder: string | undefined, dataDir: string): string | undefined {
  if (folder === undefined && file !== undefined)
    throw new SettingsError(MASTER_KEY_FILE, `the keys need a folder of their own: set ${KEYS_DIR} too`);
  if (folder === undefined) return undefined;
  needOutside(folder, dataDir);
  return resolve(folder);
}

function needOutside(folder: string, dataDir: string): void {
  if (relative(resolve(dataDir), resolve(folder)).startsWith('..')) return;
  throw new SettingsError(
    KEYS_DIR,
    'it must not lie in the data folder: whoever has a copy of that would have the keys',
  );
}

/** The file that says who was erased; undefined where none is named. */
export function erasuresNamed(env: Environment): string | undefined {
  return given(env, ERASURES_FILE);
}

/** The folder that the keys of a book are in, whatever they are wrapped with. @throws SettingsError */
export function folderOfKeysNamed(env: Environment): string {
  const folder = given(env, KEYS_DIR);
  if (folder === undefined) throw new SettingsError(KEYS_DIR, 'set it as the book is started with: the keys are there');
  return resolve(folder);
}

/** What the keys of a deployment are wrapped with. @throws SettingsError */
export function masterKeyNamed(env: Environment): Uint8Array {
  const file = given(env, MASTER_KEY_FILE);
  if (file === undefined) throw new SettingsError(MASTER_KEY_FILE, 'set it as the book is started with');
  return masterKeyIn(file, MASTER_KEY_FILE);
}

/** Days for which copies of keys are kept. @throws SettingsError */
export function keyBackupDays(env: Environment): number {
  return whole(env, BACKUP_DAYS, MOST_BACKUP_DAYS, 1, MOST_BACKUP_DAYS);
}

/** The same of keys that no process of the book has open. @param dataDir of the book that they are to be for @throws SettingsError */
export function readKeysAlone(env: Environment, dataDir?: string): KeysInFolder {
  const file = given(env, MASTER_KEY_FILE);
  const folder = given(env, KEYS_DIR);
  if (file === undefined || folder === undefined)
    throw new SettingsError(file === undefined ? MASTER_KEY_FILE : KEYS_DIR, 'set both, as the book is started with');
  if (dataDir !== undefined) needOutside(folder, dataDir);
  return { folder: resolve(folder), master: masterKeyIn(file, MASTER_KEY_FILE) };
}

/** 32 bytes. @param setting that names the file @throws SettingsError */
export function masterKeyIn(file: string, setting: string): Uint8Array {
  const bytes = bytesIn(file, setting);
  if (bytes.length === MASTER_KEY) return bytes;
  const text = Buffer.from(bytes.toString('latin1').trim(), 'base64');
  if (text.length === MASTER_KEY) return text;
  throw new SettingsError(setting, 'it must name a file with 32 random bytes, or with their base64');
}

function bytesIn(file: string, setting: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    // Without the cause, which would name the path: it may be a secret put here by mistake.
    throw new SettingsError(setting, `it must name a file that this process can read (${code})`);
  }
}
