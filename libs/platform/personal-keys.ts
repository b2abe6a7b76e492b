import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#kernel/make-folder.js';
import { Refused } from '#kernel/refused.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import { rewrap } from '#keys-sqlite/rewrap.js';
import { SqliteKeyring } from '#keys-sqlite/sqlite-keyring.js';
import { refusedFor, type KeysAt, type KeysInFile, type OpenKeyring } from './opened-keys.js';
import type { KeysInFolder, PersonalKeys } from './personal-settings.js';

/** Permanent: the file with the keys. */
export const KEYS_FILE = 'keys.sqlite';
/** Permanent: the file of a data folder that says there are some. */
const PROTECTED = 'protected';
const OWNER_ONLY = 0o700;

/** Whether what is personal in the book of a data folder is sealed. */
export function isProtected(dataDir: string): boolean {
  return existsSync(join(dataDir, PROTECTED));
}

/**
 * The keys of what is personal in the book of a data folder, for the process that records in it; undefined where nothing is sealed.
 * @throws Refused where it was sealed before, and the keys are not there
 */
export function openKeyring(dataDir: string, settings: PersonalKeys | undefined): OpenKeyring | undefined {
  const mark = join(dataDir, PROTECTED);
  if (settings?.folder === undefined) {
    if (!existsSync(mark)) return undefined;
    throw new Refused(
      'what is personal in this book is sealed: set TALLY_MASTER_KEY_FILE and TALLY_KEYS_DIR as it was started with before',
      true,
    );
  }
  const { folder, master } = settings;
  const file = join(folder, KEYS_FILE);
  if (existsSync(mark) && !existsSync(file))
    throw new Refused(
      'what is personal in this book was sealed with keys that are not in TALLY_KEYS_DIR: bring keys.sqlite back',
      true,
    );
  const keyring = openKeysIn({ folder, master });
  markSealed(dataDir);
  return { keyring, at: { file, master } };
}

/** From now on the book in a data folder starts with its keys only. */
export function markSealed(dataDir: string): void {
  writeFileSync(join(dataDir, PROTECTED), 'What is personal in this book is sealed: its keys are in TALLY_KEYS_DIR.\n');
}

/** Keys for a book that is going to have some, made where they are not there. @throws Refused where they are wrapped with another master key */
export function openKeysIn({ folder, master }: KeysInFolder): Keyring {
  makeFolder(folder, OWNER_ONLY);
  return needMaster(() => openFile({ file: join(folder, KEYS_FILE), master }));
}

/** Keys that are there, without a book. @throws Refused where they are not */
export function openKeysAlone({ folder, master }: KeysInFolder): Keyring {
  const file = join(folder, KEYS_FILE);
  if (!existsSync(file)) throw new Refused('there is no keys.sqlite in TALLY_KEYS_DIR', true);
  return needMaster(() => openFile({ file, master }));
}

/** The same keys, for a thread that reads beside it. A driver is loaded where they are kept with it only. @throws WrongMasterKey */
export async function readKeyring(at: KeysAt): Promise<Keyring> {
  if ('file' in at) return openFile(at);
  const { sharedKeyring } = await import('./shared-keys.js');
  return sharedKeyring(at);
}

/**
 * Wraps all keys with another master key, or none where it is killed on the way.
 * @param master 32 bytes @returns how many; undefined where it was done before @throws Refused where there are none, or they are wrapped with neither
 */
export function rewrapKeys({ folder, master: before }: KeysInFolder, master: Uint8Array): number | undefined {
  const file = join(folder, KEYS_FILE);
  if (!existsSync(file)) throw new Refused('there is no keys.sqlite in TALLY_KEYS_DIR', true);
  return needMaster(() => rewrap(file, before, master));
}

function needMaster<Opened>(open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    throw refusedFor(error);
  }
}

function openFile({ file, master }: KeysInFile): Keyring {
  return SqliteKeyring.open(file, master);
}
