import { DatabaseSync } from 'node:sqlite';
import { CHECK, purposeOf, unwrapped, wrapped, WrongMasterKey } from '#engine/personal/wrapped.js';
import { cutOff, inOneStep, prepareTables } from './key-tables.js';

/** Milliseconds to wait for another process that writes. */
const WAIT = 5_000;
/** Keys held in memory at a time. */
const A_PAGE = 1_000;

/**
 * Wraps every key of a file with another master key, all of them or, where it is killed on the way, none. What they were wrapped as before is
 * overwritten. Whoever has the file open with the one before opens nothing any more, and wraps nothing.
 * @returns how many; undefined where it was done before @throws WrongMasterKey where they are wrapped with neither
 */
export function rewrap(file: string, before: Uint8Array, master: Uint8Array): number | undefined {
  const db = new DatabaseSync(file, { timeout: WAIT });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    const count = inOneStep(db, () => (isWrappedWith(db, master) ? undefined : wrapAll(db, before, master)));
    cutOff(db);
    return count;
  } finally {
    db.close();
  }
}

function isWrappedWith(db: DatabaseSync, master: Uint8Array): boolean {
  try {
    prepareTables(db, master);
    return true;
  } catch (error) {
    if (error instanceof WrongMasterKey) return false;
    throw error;
  }
}

function wrapAll(db: DatabaseSync, before: Uint8Array, master: Uint8Array): number {
  const check = prepareTables(db, before);
  const again = (bytes: Uint8Array, purpose: string): Uint8Array =>
    wrapped(master, unwrapped(before, bytes, purpose), purpose);
  const page = db.prepare('SELECT id, owner, wrapped FROM keys WHERE id > ? ORDER BY id LIMIT ?');
  const put = db.prepare('UPDATE keys SET wrapped = ? WHERE id = ?');
  let count = 0;
  for (let after = ''; ;) {
    const rows = page.all(after, A_PAGE);
    for (const { id, owner, wrapped: bytes } of rows) {
      after = String(id);
      put.run(again(bytes as Uint8Array, purposeOf(after, String(owner))), after);
    }
    count += rows.length;
    if (rows.length < A_PAGE) break;
  }
  db.prepare('UPDATE kept SET wrapped = ? WHERE name = ?').run(again(check, CHECK), CHECK);
  return count;
}
