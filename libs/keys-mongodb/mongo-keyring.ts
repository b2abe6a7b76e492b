import { randomBytes, randomUUID } from 'node:crypto';
import { Binary, MongoServerError, type Collection, type MongoClient, type OptionalUnlessRequiredId } from 'mongodb';
import { CHECK, purposeOf, unwrapped, wrapped, WrongMasterKey } from '#engine/personal/wrapped.js';
import { KeyDestroyed, type Keyring, type PersonalKey, type Tombstone } from '#kernel/ports/keyring.js';
import type { Doom, Grave, KeptKey, Check, StoredKey as Stored } from './stored-keys.js';

const KEY = 32;
const DUPLICATE = 11_000;

/**
 * Keys in a collection, each wrapped with a master key that is in none; any process of a deployment may have it open. Every step is one
 * insert or one delete, which are atomic in every store that speaks MongoDB's protocol: a grave is dug before its key goes, and a key
 * that was made meanwhile is found by it. What is deleted stays in the files of the store, wrapped, until it writes over it.
 */
export class MongoKeyring implements Keyring {
  private readonly stored: Collection<Stored>;
  private checked: Promise<void> | undefined;

  /** @param name of the collection @param master 32 bytes */
  constructor(
    private readonly client: MongoClient,
    name: string,
    private readonly master: Uint8Array,
  ) {
    this.stored = client.db().collection<Stored>(name, { writeConcern: { w: 'majority' } });
  }

  /** Whether a book has keys there. */
  static async isThere(client: MongoClient, name: string): Promise<boolean> {
    return (await client.db().collection<Stored>(name).findOne({ _id: CHECK })) !== null;
  }

  /** Made where it is not there: whoever opens no key has the wrong master key all the same. @throws WrongMasterKey */
  async prepare(): Promise<void> {
    const check = new Binary(wrapped(this.master, randomBytes(KEY), CHECK));
    await this.stored.createIndex({ key: 1 });
    await this.inserted({ _id: CHECK, kind: CHECK, wrapped: check });
    const kept = (await this.stored.findOne({ _id: CHECK })) as Check | null;
    try {
      unwrapped(this.master, kept?.wrapped.buffer ?? new Uint8Array(), CHECK);
    } catch {
      throw new WrongMasterKey();
    }
  }

  async get(id: string): Promise<PersonalKey | undefined> {
    await this.usable();
    const found = await this.stored.find({ key: id }).toArray();
    const kept = found.find(({ kind }) => kind === 'key') as KeptKey | undefined;
    // Whoever destroyed it may have died before it was deleted.
    return kept === undefined || found.some(({ kind }) => kind === 'grave') ? undefined : this.keyOf(kept);
  }

  async make(owner: string): Promise<PersonalKey> {
    await this.usable();
    await this.needAlive(owner);
    const kept = await this.kept(owner);
    if (kept !== undefined) return this.keyOf(kept);
    const key = { id: randomUUID(), bytes: randomBytes(KEY) };
    const bytes = new Binary(wrapped(this.master, key.bytes, purposeOf(key.id, owner)));
    const isFirst = await this.inserted({ _id: `key:${owner}`, kind: 'key', owner, key: key.id, wrapped: bytes });
    await this.needAlive(owner);
    if (isFirst) return key;
    const first = await this.kept(owner);
    if (first === undefined) throw new KeyDestroyed(owner);
    return this.keyOf(first);
  }

  async doom(owner: string): Promise<string | undefined> {
    await this.inserted({ _id: `doom:${owner}`, kind: 'doom', owner });
    return (await this.kept(owner))?.key;
  }

  async doomed(): Promise<readonly string[]> {
    const found = (await this.stored.find({ kind: 'doom' }).sort({ _id: 1 }).toArray()) as readonly Doom[];
    return found.map(({ owner }) => owner);
  }

  async spare(owner: string): Promise<void> {
    await this.stored.deleteOne({ _id: `doom:${owner}` });
  }

  async destroy(owner: string, at: Date): Promise<Tombstone> {
    const key = (await this.kept(owner))?.key ?? randomUUID();
    await this.inserted({ _id: `grave:${owner}`, kind: 'grave', owner, key, at: at.toISOString() });
    await this.stored.deleteOne({ _id: `key:${owner}` });
    await this.spare(owner);
    const grave = await this.grave(owner);
    if (grave === undefined) throw new Error(`nothing tells that the key of ${owner} was destroyed`);
    return grave;
  }

  async tombstones(): Promise<readonly Tombstone[]> {
    const found = (await this.stored.find({ kind: 'grave' }).sort({ at: 1, _id: 1 }).toArray()) as readonly Grave[];
    return found.map(tombstoneOf);
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  /** The master key is looked at before the first key is opened or made; whoever finds the store away looks again. */
  private async usable(): Promise<void> {
    this.checked ??= this.prepare();
    try {
      await this.checked;
    } catch (error) {
      this.checked = undefined;
      throw error;
    }
  }

  private async kept(owner: string): Promise<KeptKey | undefined> {
    return ((await this.stored.findOne({ _id: `key:${owner}` })) as KeptKey | null) ?? undefined;
  }

  private async grave(owner: string): Promise<Tombstone | undefined> {
    const found = (await this.stored.findOne({ _id: `grave:${owner}` })) as Grave | null;
    return found === null ? undefined : tombstoneOf(found);
  }

  /** @throws KeyDestroyed, and no key is left that was made after it was */
  private async needAlive(owner: string): Promise<void> {
    if ((await this.grave(owner)) === undefined) return;
    await this.stored.deleteOne({ _id: `key:${owner}` });
    throw new KeyDestroyed(owner);
  }

  private keyOf({ owner, key: id, wrapped: bytes }: KeptKey): PersonalKey {
    return { id, bytes: unwrapped(this.master, bytes.buffer, purposeOf(id, owner)) };
  }

  private async inserted(document: OptionalUnlessRequiredId<Stored>): Promise<boolean> {
    try {
      await this.stored.insertOne(document);
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE) return false;
      throw error;
    }
  }
}

function tombstoneOf({ key: id, owner, at }: Grave): Tombstone {
  return { id, owner, at };
}
