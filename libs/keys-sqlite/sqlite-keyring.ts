import { randomBytes, randomUUID } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { KeyDestroyed, type Keyring, type PersonalKey, type Tombstone } from '#kernel/ports/keyring.js';
import { unwrapped, wrapped } from './wrapped.js';

/** Stands in the file's `user_version`: raised when a release lays it out otherwise. */
const LAYOUT = 1;
/** Milliseconds to wait for another process that writes. */
const WAIT = 5_000;
const KEY = 32;
/** Permanent: the row that tells whether the master key is the one that all are wrapped with, and what it holds. */
const CHECK = 'check';

const TABLES = `
  CREATE TABLE keys (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL UNIQUE, wrapped BLOB NOT NULL) STRICT;
  CREATE TABLE tombstones (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, owner TEXT NOT NULL UNIQUE, at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE doomed (owner TEXT NOT NULL PRIMARY KEY) STRICT;
  CREATE TABLE kept (name TEXT NOT NULL PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
  PRAGMA user_version = ${String(LAYOUT)}`;

/** Another master key than the one that the keys are wrapped with. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';

  constructor() {
    super('keys.sqlite was made with another master key: start with that one');
  }
}

/**
 * Keys in a file of their own, each wrapped with a master key that is in none; any process may have it open. What is deleted is
 * overwritten, and what was written beside the file meanwhile is cut off.
 */
export class SqliteKeyring implements Keyring {
  private readonly byId: StatementSync;

  private constructor(
    private readonly db: DatabaseSync,
    private readonly master: Uint8Array,
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
      inOneStep(db, () => prepareTables(db, master));
      return new SqliteKeyring(db, master);
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
    this.cutOff();
    return tombstoneOf(grave);
  }

  async tombstones(): Promise<readonly Tombstone[]> {
    return this.db.prepare('SELECT id, owner, at FROM tombstones ORDER BY n').all().map(tombstoneOf);
  }

  async close(): Promise<void> {
    this.db.close();
  }

  /** What was written beside the file has the key, too. @throws Error where others keep it from being cut off */
  private cutOff(): void {
    const { busy } = this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { readonly busy: number };
    if (busy !== 0) throw new Error('the key is destroyed, but what lies beside keys.sqlite could not be cut off yet');
  }

  private keyOf({ id, owner, wrapped: bytes }: Row): PersonalKey {
    const named = String(id);
    return { id: named, bytes: unwrapped(this.master, bytes as Uint8Array, purposeOf(named, String(owner))) };
  }
}

type Row = ReturnType<StatementSync['all']>[number];

function tombstoneOf({ id, owner, at }: Row): Tombstone {
  return { id: String(id), owner: String(owner), at: String(at) };
}

function purposeOf(id: string, owner: string): string {
  return `${id} ${owner}`;
}

function prepareTables(db: DatabaseSync, master: Uint8Array): void {
  const { user_version: layout } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
  if (layout > LAYOUT) throw new Error('keys.sqlite was laid out by a newer release: start that one');
  if (layout === 0) {
    db.exec(TABLES);
    db.prepare('INSERT INTO kept VALUES (?, ?)').run(CHECK, wrapped(master, randomBytes(KEY), CHECK));
    return;
  }
  const check = db.prepare('SELECT wrapped FROM kept WHERE name = ?').get(CHECK) as Row;
  try {
    unwrapped(master, check['wrapped'] as Uint8Array, CHECK);
  } catch {
    throw new WrongMasterKey();
  }
}

function inOneStep<Result>(db: DatabaseSync, run: () => Result): Result {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = run();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
