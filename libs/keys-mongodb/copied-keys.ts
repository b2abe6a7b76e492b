import { Binary, MongoBulkWriteError, type MongoClient } from 'mongodb';
import { keysRead, keysWritten, type CopiedKeys } from '#engine/personal/copied-keys.js';
import { CHECK } from '#engine/personal/wrapped.js';
import type { Check, Doom, Grave, KeptKey, StoredKey } from './stored-keys.js';

const DUPLICATE = 11_000;

/**
 * All that a collection of keys has, wrapped as it is there. A key that is destroyed meanwhile may be in it or not; where its grave is there it is
 * left out.
 */
export async function copiedKeys(client: MongoClient, name: string): Promise<Uint8Array> {
  const found = await client.db().collection<StoredKey>(name).find().sort({ _id: 1 }).toArray();
  const stored = found as unknown as readonly StoredKey[];
  const ofKind = <Kind extends StoredKey['kind']>(kind: Kind) =>
    stored.filter((one): one is Extract<StoredKey, { readonly kind: Kind }> => one.kind === kind);
  const graves = ofKind('grave').toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const gone = new Set(graves.map(({ owner }) => owner));
  const copy: CopiedKeys = {
    keys: ofKind('key')
      .filter(({ owner }) => !gone.has(owner))
      .map(({ key, owner, wrapped }) => [key, owner, written(wrapped)] as const),
    tombstones: graves.map(({ key, owner, at }, n) => [n + 1, key, owner, at] as const),
    doomed: ofKind('doom').map(({ owner }) => [owner] as const),
    kept: ofKind(CHECK).map(({ wrapped }) => [CHECK, written(wrapped)] as const),
  };
  return keysWritten(copy);
}

/** Makes a collection of keys that has none of such a copy. It counts as one with the last document: who is killed before that does it again. */
export async function putKeys(client: MongoClient, name: string, bytes: Uint8Array): Promise<void> {
  const { keys, tombstones, doomed, kept } = keysRead(bytes);
  const stored = client.db().collection<StoredKey>(name, { writeConcern: { w: 'majority' } });
  const documents: readonly StoredKey[] = [
    ...tombstones.map(([, key, owner, at]): Grave => ({ _id: `grave:${owner}`, kind: 'grave', owner, key, at })),
    ...doomed.map(([owner]): Doom => ({ _id: `doom:${owner}`, kind: 'doom', owner })),
    ...keys.map(([key, owner, wrapped]): KeptKey => {
      return { _id: `key:${owner}`, kind: 'key', owner, key, wrapped: read(wrapped) };
    }),
    ...kept.map(([, wrapped]): Check => ({ _id: CHECK, kind: CHECK, wrapped: read(wrapped) })),
  ];
  try {
    await stored.insertMany(documents);
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || error.code !== DUPLICATE) throw error;
    // One that was killed has put some of them.
    await stored.deleteMany({ kind: { $in: ['grave', 'doom', 'key'] } });
    await stored.insertMany(documents);
  }
}

function written(bytes: Binary): string {
  return Buffer.from(bytes.buffer).toString('base64');
}

function read(text: string): Binary {
  return new Binary(Buffer.from(text, 'base64'));
}
