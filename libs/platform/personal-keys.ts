import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from '#kernel/refused.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import { WrongMasterKey } from '#engine/personal/wrapped.js';
import { MongoKeyring } from '#keys-mongodb/mongo-keyring.js';
import { rewrap } from '#keys-sqlite/rewrap.js';
import { SqliteKeyring } from '#keys-sqlite/sqlite-keyring.js';
import { connectTo } from '#views-mongodb/connection.js';
import type { KeysInFolder, PersonalKeys } from './personal-settings.js';
import type { Stores } from './settings.js';

/** Permanent: the file with the keys, and the one in a data folder that says there are some. */
const KEYS = 'keys.sqlite';
const PROTECTED = 'protected';
const OWNER_ONLY = 0o700;

/** Where keys are, for threads that read beside who has opened them. */
export type KeysAt = { readonly master: Uint8Array } & (
  { readonly file: string } | { readonly uri: string; readonly name: string }
);

export interface OpenKeyring {
  readonly keyring: Keyring;
  readonly at: KeysAt;
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
  const file = join(folder, KEYS);
  if (existsSync(mark) && !existsSync(file))
    throw new Refused(
      'what is personal in this book was sealed with keys that are not in TALLY_KEYS_DIR: bring keys.sqlite back',
      true,
    );
  const keyring = openKeysIn({ folder, master });
  markSealed(dataDir);
  return { keyring, at: { file, master } };
}

/** The same of a deployment: they are in a collection of their own. Nothing is asked of it yet. @param book whose id it is named after */
export function openSharedKeyring(
  { mongoUri: uri }: SharedKeys,
  book: string,
  settings: PersonalKeys | undefined,
): OpenKeyring | undefined {
  if (settings === undefined) return undefined;
  const at = { uri, name: collectionOf(book), master: settings.master };
  return { keyring: readKeyring(at), at };
}

/** @throws Refused where what is personal was sealed before and there are no keys, or was so with another master key */
export async function checkSharedKeyring(
  { mongoUri: uri }: SharedKeys,
  book: string,
  settings: PersonalKeys | undefined,
): Promise<void> {
  const [client, name] = [connectTo(uri), collectionOf(book)];
  try {
    if (settings !== undefined) await new MongoKeyring(client, name, settings.master).prepare();
    else if (await MongoKeyring.isThere(client, name))
      throw new Refused(
        'what is personal in this book is sealed: set TALLY_MASTER_KEY_FILE as it was started with before',
        true,
      );
  } catch (error) {
    throw refusedFor(error);
  } finally {
    await client.close();
  }
}

type SharedKeys = Extract<Stores, { log: 'eventstoredb' }>;

/** Permanent. */
function collectionOf(book: string): string {
  return `keys-${book}`;
}

/** From now on the book in a data folder starts with its keys only. */
export function markSealed(dataDir: string): void {
  writeFileSync(join(dataDir, PROTECTED), 'What is personal in this book is sealed: its keys are in TALLY_KEYS_DIR.\n');
}

/** Keys for a book that is going to have some, made where they are not there. @throws Refused where they are wrapped with another master key */
export function openKeysIn({ folder, master }: KeysInFolder): Keyring {
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY });
  return needMaster(() => readKeyring({ file: join(folder, KEYS), master }));
}

/** Keys that are there, without a book. @throws Refused where they are not */
export function openKeysAlone({ folder, master }: KeysInFolder): Keyring {
  const file = join(folder, KEYS);
  if (!existsSync(file)) throw new Refused('there is no keys.sqlite in TALLY_KEYS_DIR', true);
  return needMaster(() => readKeyring({ file, master }));
}

/** The same keys, for a thread that reads beside it. @throws WrongMasterKey */
export function readKeyring(at: KeysAt): Keyring {
  if ('file' in at) return SqliteKeyring.open(at.file, at.master);
  return new MongoKeyring(connectTo(at.uri), at.name, at.master);
}

/**
 * Wraps all keys with another master key, or none where it is killed on the way.
 * @param master 32 bytes @returns how many; undefined where it was done before @throws Refused where there are none, or they are wrapped with neither
 */
export function rewrapKeys({ folder, master: before }: KeysInFolder, master: Uint8Array): number | undefined {
  const file = join(folder, KEYS);
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

function refusedFor(error: unknown): unknown {
  return error instanceof WrongMasterKey ? new Refused(`${error.message} (TALLY_MASTER_KEY_FILE)`, true) : error;
}
