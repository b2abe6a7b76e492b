import { randomBytes, randomUUID } from 'node:crypto';
import { KeyDestroyed, type Keyring, type PersonalKey, type Tombstone } from '#kernel/ports/keyring.js';

/** Keys of one process, gone with it. */
export class MemoryKeyring implements Keyring {
  private readonly keys = new Map<string, PersonalKey>();
  private readonly dooms = new Set<string>();
  private readonly graves = new Map<string, Tombstone>();

  async get(id: string): Promise<PersonalKey | undefined> {
    return [...this.keys.values()].find((key) => key.id === id);
  }

  async make(owner: string): Promise<PersonalKey> {
    if (this.graves.has(owner)) throw new KeyDestroyed(owner);
    const key = this.keys.get(owner) ?? { id: randomUUID(), bytes: randomBytes(32) };
    this.keys.set(owner, key);
    return key;
  }

  async doom(owner: string): Promise<string | undefined> {
    this.dooms.add(owner);
    return this.keys.get(owner)?.id;
  }

  async doomed(): Promise<readonly string[]> {
    return [...this.dooms];
  }

  async spare(owner: string): Promise<void> {
    this.dooms.delete(owner);
  }

  async destroy(owner: string, at: Date): Promise<Tombstone> {
    const id = this.keys.get(owner)?.id ?? randomUUID();
    const grave = this.graves.get(owner) ?? { id, owner, at: at.toISOString() };
    this.graves.set(owner, grave);
    this.keys.delete(owner);
    this.dooms.delete(owner);
    return grave;
  }

  async tombstones(): Promise<readonly Tombstone[]> {
    return [...this.graves.values()];
  }

  async close(): Promise<void> {
    this.keys.clear();
  }
}
