import { randomBytes, randomUUID } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { KeyDestroyed, type Keyring, type PersonalKey, type Tombstone } from '#kernel/ports/keyring.js';
import { CHECK, purposeOf, unwrapped, wrapped, WrongMasterKey } from '#engine/personal/wrapped.js';
import { cutOff, inOneStep, prepareTables } from './key-tables.js';

/** Milliseconds to wait for another process that writes. */
const WAIT = 5_000;
const KEY = 32;

/**
 * Keys in a file of their own, each wrapped with a master key that is in none; any process may have it open. What is deleted is
 * overwritten, and what was written beside the file meanwhile is cut off.
 */
export class SqliteKeyring implements Keyring {
  private readonly byId: StatementSync;

  private constructor(
    private readonly db: DatabaseSync,
    private readonly master: Uint8Array,
    /** What the master key was found to be the right one by. */
    private readonly check: Uint8Array,
  ) {
    this.byId = db.prepare('SELECT id, owner, wrapped FROM keys WHERE id = ?');
  }

  /** Made where it is not there. @param master 32 bytes @throws WrongMasterKey */
  static open(file: string, master: Uint8Array): SqliteKeyring {
    const db = new DatabaseSync(file);
    try {
      db.exec(
        `PRAGMA busy_timeout = ${String(WAIT)}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON`,
      );
      const check = inOneStep(db, () => prepareTables(db, master));
      return new SqliteKeyring(db, master, check);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  async get(id: string): Promise<PersonalKey | undefined> {
    const row = this.byId.get(id);
    return row && this.keyOf(row);
  }

  async make(owner: string): Promise<PersonalKey> {
    const { db } = this;
    const found = db.prepare('SELECT id, owner, wrapped FROM keys WHERE owner = ?').get(owner);
    if (found !== undefined) return this.keyOf(found);
    return inOneStep(db, () => {
      // Wrapped with another master key than all others it could be opened by nobody.
      this.needSameMaster();
      if (db.prepare('SELECT 1 FROM tombstones WHERE owner = ?').get(owner) !== undefined)
        throw new KeyDestroyed(owner);
      const key = { id: randomUUID(), bytes: randomBytes(KEY) };
      const { changes } = db
        .prepare('INSERT OR IGNORE INTO keys VALUES (?, ?, ?)')
        .run(key.id, owner, wrapped(this.master, key.bytes, purposeOf(key.id, owner)));
      if (changes === 1) return key;
      // Another process was first.
      const row = db.prepare('SELECT id, owner, wrapped FROM keys WHERE owner = ?').get(owner) as Row;
      return this.keyOf(row);
    });
  }

  async doom(owner: string): Promise<string | undefined> {
    this.db.prepare('INSERT OR IGNORE INTO doomed VALUES (?)').run(owner);
    const key = this.db.prepare('SELECT id FROM keys WHERE owner = ?').get(owner);
    return key === undefined ? undefined : String(key['id']);
  }

  async doomed(): Promise<readonly string[]> {
    return this.db
      .prepare('SELECT owner FROM doomed ORDER BY owner')
      .all()
      .map(({ owner }) => String(owner));
  }

  async spare(owner: string): Promise<void> {
    this.db.prepare('DELETE FROM doomed WHERE owner = ?').run(owner);
  }

  async destroy(owner: string, at: Date): Promise<Tombstone> {
    const { db } = this;
    const grave = inOneStep(db, () => {
      const known = db.prepare('SELECT id FROM keys WHERE owner = ?').get(owner);
      db.prepare('INSERT OR IGNORE INTO tombstones (id, owner, at) VALUES (?, ?, ?)').run(
        known === undefined ? randomUUID() : String(known['id']),
        owner,
        at.toISOString(),
      );
      for (const table of ['keys', 'doomed']) db.prepare(`DELETE FROM ${table} WHERE owner = ?`).run(owner);
      return db.prepare('SELECT id, owner, at FROM tombstones WHERE owner = ?').get(owner) as Row;
    });
    cutOff(db);
    return tombstoneOf(grave);
  }

  async tombstones(): Promise<readonly Tombstone[]> {
    return this.db.prepare('SELECT id, owner, at FROM tombstones ORDER BY n').all().map(tombstoneOf);
  }

  async close(): Promise<void> {
    this.db.close();
  }

  private keyOf({ id, owner, wrapped: bytes }: Row): PersonalKey {
    const named = String(id);
    try {
      return { id: named, bytes: unwrapped(this.master, bytes as Uint8Array, purposeOf(named, String(owner))) };
    } catch (error) {
      this.needSameMaster();
      throw error;
    }
  }

  /** Somebody may have wrapped all of them anew meanwhile. @throws WrongMasterKey */
  private needSameMaster(): void {
    const row = this.db.prepare('SELECT wrapped FROM kept WHERE name = ?').get(CHECK);
    if (!Buffer.from(this.check).equals(row?.['wrapped'] as Uint8Array)) throw new WrongMasterKey();
  }
}

type Row = ReturnType<StatementSync['all']>[number];

function tombstoneOf({ id, owner, at }: Row): Tombstone {
  return { id: String(id), owner: String(owner), at: String(at) };
}
