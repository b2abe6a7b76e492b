import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { CHECK, unwrapped, wrapped, WrongMasterKey } from '#engine/personal/wrapped.js';

/** Stands in the file's `user_version`: raised when a release lays it out otherwise. */
const LAYOUT = 1;
const KEY = 32;

const TABLES = `
  CREATE TABLE keys (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL UNIQUE, wrapped BLOB NOT NULL) STRICT;
  CREATE TABLE tombstones (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, owner TEXT NOT NULL UNIQUE, at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE doomed (owner TEXT NOT NULL PRIMARY KEY) STRICT;
  CREATE TABLE kept (name TEXT NOT NULL PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
  PRAGMA user_version = ${String(LAYOUT)}`;

/** In an empty file. */
export function layOut(db: DatabaseSync): void {
  db.exec(TABLES);
}

/** Made where they are not there. @returns what the master key is found to be the right one by @throws WrongMasterKey */
export function prepareTables(db: DatabaseSync, master: Uint8Array): Uint8Array {
  const { user_version: layout } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
  if (layout > LAYOUT) throw new Error('keys.sqlite was laid out by a newer release: start that one');
  if (layout === 0) {
    layOut(db);
    const check = wrapped(master, randomBytes(KEY), CHECK);
    db.prepare('INSERT INTO kept VALUES (?, ?)').run(CHECK, check);
    return check;
  }
  const check = db.prepare('SELECT wrapped FROM kept WHERE name = ?').get(CHECK)?.['wrapped'] as Uint8Array;
  try {
    unwrapped(master, check, CHECK);
  } catch {
    throw new WrongMasterKey();
  }
  return check;
}

/** Everything or nothing. */
export function inOneStep<Result>(db: DatabaseSync, run: () => Result): Result {
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

/** What was written beside the file has what was overwritten, too. @throws Error where others keep it from being cut off */
export function cutOff(db: DatabaseSync): void {
  const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { readonly busy: number };
  if (busy !== 0) throw new Error('it is done, but what lies beside keys.sqlite could not be cut off yet');
}
