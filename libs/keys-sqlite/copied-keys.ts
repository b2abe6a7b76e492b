import { DatabaseSync } from 'node:sqlite';
import { KEY_TABLES, keysRead, keysWritten, type CopiedKeys } from '#engine/personal/copied-keys.js';
import { cutOff, inOneStep, layOut } from './key-tables.js';

/** Milliseconds to wait for another process that writes. */
const WAIT = 5_000;
/**
 * All that a file of keys has at one moment, wrapped as it is there. It goes through memory only: of a file on the way a key would stay on the
 * disk that is destroyed later.
 */
export function copiedKeys(file: string): Uint8Array {
  const db = new DatabaseSync(file, { readOnly: true, timeout: WAIT });
  try {
    db.exec('BEGIN');
    const rows = Object.entries(KEY_TABLES).map(([table, columns]) => {
      const found = db.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY 1`).all();
      return [table, found.map((row) => columns.map((column) => written(row[column])))] as const;
    });
    db.exec('COMMIT');
    return keysWritten(Object.fromEntries(rows) as unknown as CopiedKeys);
  } finally {
    db.close();
  }
}

/** Makes a file of keys that is not there of such a copy. On disk when it returns. */
export function putKeys(file: string, copy: Uint8Array): void {
  const tables = keysRead(copy);
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    inOneStep(db, () => {
      layOut(db);
      for (const [table, columns] of Object.entries(KEY_TABLES)) {
        const marks = columns.map(() => '?').join(', ');
        const put = db.prepare(`INSERT INTO ${table} VALUES (${marks})`);
        for (const row of tables[table as keyof CopiedKeys])
          put.run(...row.map((value, i) => (columns[i] === 'wrapped' ? Buffer.from(String(value), 'base64') : value)));
      }
    });
    cutOff(db);
  } finally {
    db.close();
  }
}

function written(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
