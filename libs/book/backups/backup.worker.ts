import { ThreadSide } from '#engine/threads/thread-side.js';
import { Problem } from '#kernel/problem.js';
import type { BackupManifest } from './backup-manifest.js';
import { takeBackup } from './take-backup.js';

/** What is copied, and where to. */
export interface BackupQuestion {
  readonly data: string;
  readonly folder: string;
}

/** Node's for a write, and SQLite's. */
const NO_ROOM = /\bENOSPC\b|disk is full/;

/** Copies a book in a thread of its own: every event is looked at, and nobody waits for that. */
async function take({ data, folder }: BackupQuestion): Promise<BackupManifest> {
  try {
    return await takeBackup(data, folder);
  } catch (error) {
    if (!(error instanceof Error) || !NO_ROOM.test(error.message)) throw error;
    throw new Problem(
      'storage-full',
      'the disk has no room for the copy: name a folder on another in TALLY_BACKUPS_DIR',
    );
  }
}

new ThreadSide().serve<BackupQuestion>({ answer: take });
