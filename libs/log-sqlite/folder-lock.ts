import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '#kernel/make-folder.js';

/** Another process works on this data folder. */
export class FolderInUse extends Error {
  constructor(readonly folder: string) {
    super(
      `the data folder ${folder} is in use by another process: stop that one, or set TALLY_DATA_DIR to another folder`,
    );
    this.name = 'FolderInUse';
  }
}

/** A data folder that this process has to itself. */
export interface FolderLock {
  /** Whether another process can take it by now: the file of the lock is not there any more, or is another one. */
  isLost(): boolean;
  release(): void;
}

/**
 * Takes a data folder for this process. The lock is the operating system's, on a file held by SQLite: it goes with the process,
 * however that ends, so a kill -9 leaves nothing to clean up.
 * @throws FolderInUse, Refused where there can be no such folder
 */
export function lockFolder(folder: string): FolderLock {
  makeFolder(folder);
  const file = join(folder, 'lock.sqlite');
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (String(error).includes('locked')) throw new FolderInUse(folder);
    throw error;
  }
  const own = fileAt(file);
  return { isLost: () => fileAt(file) !== own, release: () => db.close() };
}

/** Which file there is under a name; undefined where there is none. */
function fileAt(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${String(found.dev)}:${String(found.ino)}`;
}
