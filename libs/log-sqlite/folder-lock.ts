import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process works on this data folder. */
export class FolderInUse extends Error {
  constructor(readonly folder: string) {
    super(
      `the data folder ${folder} is in use by another process: stop that one, or set TALLY_DATA_DIR to another folder`,
    );
    this.name = 'FolderInUse';
  }
}

/**
 * Takes a data folder for this process. The lock is the operating system's, on a file held by SQLite: it goes with the process,
 * however that ends, so a kill -9 leaves nothing to clean up.
 * @returns how to give it back
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'lock.sqlite'));
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (String(error).includes('locked')) throw new FolderInUse(folder);
    throw error;
  }
  return () => {
    db.close();
  };
}
