import { Refused } from '#kernel/refused.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import { copiedKeys, putKeys } from '#keys-mongodb/copied-keys.js';
import { MongoKeyring } from '#keys-mongodb/mongo-keyring.js';
import { connectTo } from '#views-mongodb/connection.js';
import { refusedFor, type KeysInDatabase, type OpenKeyring } from './opened-keys.js';
import type { PersonalKeys } from './personal-settings.js';
import type { Stores } from './settings.js';

type SharedKeys = Extract<Stores, { log: 'eventstoredb' }>;

/**
 * The keys of what is personal in the book of a deployment: they are in a collection of their own. Nothing is asked of it yet.
 * @param book whose id it is named after
 */
export function openSharedKeyring(
  { mongoUri: uri }: SharedKeys,
  book: string,
  settings: PersonalKeys | undefined,
): OpenKeyring | undefined {
  if (settings === undefined) return undefined;
  const at = { uri, name: collectionOf(book), master: settings.master };
  return { keyring: sharedKeyring(at), at };
}

/** The same keys, for a thread that reads beside who has opened them. */
export function sharedKeyring({ uri, name, master }: KeysInDatabase): Keyring {
  return new MongoKeyring(connectTo(uri), name, master);
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

/** The keys of a deployment as they are copied. @throws Refused where there are none */
export async function copiedSharedKeys({ mongoUri: uri }: SharedKeys, book: string): Promise<Uint8Array> {
  const [client, name] = [connectTo(uri), collectionOf(book)];
  try {
    if (await MongoKeyring.isThere(client, name)) return await copiedKeys(client, name);
    throw new Refused('nothing is sealed in this book: there are no keys in MongoDB', true);
  } finally {
    await client.close();
  }
}

/**
 * Puts keys back that are lost. @param copy of the keys of a deployment, or of a file
 * @throws Refused where there are keys, which are newer; for another master key
 */
export async function putSharedKeys(
  { mongoUri: uri }: SharedKeys,
  book: string,
  copy: Uint8Array,
  master: Uint8Array,
): Promise<void> {
  const [client, name] = [connectTo(uri), collectionOf(book)];
  try {
    if (await MongoKeyring.isThere(client, name))
      throw new Refused('there are keys in MongoDB, which are newer than any copy of them: leave --keys out', true);
    await putKeys(client, name, copy);
    await new MongoKeyring(client, name, master).prepare().catch(async (error: unknown) => {
      await client.db().dropCollection(name);
      throw refusedFor(error);
    });
  } finally {
    await client.close();
  }
}

/** Takes back what `putSharedKeys` has done. */
export async function removeSharedKeys({ mongoUri: uri }: SharedKeys, book: string): Promise<void> {
  const client = connectTo(uri);
  await client
    .db()
    .dropCollection(collectionOf(book))
    .finally(() => client.close());
}

/** Permanent. */
function collectionOf(book: string): string {
  return `keys-${book}`;
}
