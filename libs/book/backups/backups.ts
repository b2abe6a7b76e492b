import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Thread } from '#engine/threads/thread.js';
import { builtProgram } from '#kernel/checkout.js';
import type { Envelope } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Problem } from '#kernel/problem.js';
import { backupNamed, recordBackup } from '#ledger/taken-backup.js';
import { BACKUP_MANIFEST, type BackupManifest } from './backup-manifest.js';
import type { BackupQuestion } from './backup.worker.js';

/** A copy of the book that is kept. */
export interface Backup {
  readonly id: string;
  /** Of the event that says so. */
  readonly position: number;
  /** Whether it was taken before. */
  readonly duplicate: boolean;
  /** Events that are in it. */
  readonly size: number;
  /** Over them, in base64. */
  readonly root: string;
}

interface Parts {
  /** The folder of the book. */
  readonly data: string;
  /** Where copies go, each into a folder that is called as it is. */
  readonly folder: string;
  readonly log: Pick<EventLog, 'readStream' | 'append'>;
  readonly clock: () => Date;
  readonly onError: (error: unknown) => void;
}

/** Of the events in a copy. */
type Head = Partial<Pick<BackupManifest, 'size' | 'root'>>;

/** What stands behind the name of a copy that is not whole yet. */
const UNFINISHED = '.unfinished';

/**
 * Takes copies of the book of a data folder while it is written, one after another, each once: a copy is there when its folder has its name,
 * and is told of in the log after that. Whoever is killed meanwhile and is asked for it again begins it anew, or says what is missing.
 */
export class Backups {
  private last: Promise<unknown> = Promise.resolve();
  private thread: Thread<BackupQuestion> | undefined;
  private stopped = false;

  constructor(private readonly parts: Parts) {}

  /** @param envelope who asks for it @throws Problem `storage-full`, `id-conflict` where another folder is called so */
  take(id: string, envelope: Envelope): Promise<Backup> {
    const taken = this.last.then(() => this.takeNow(id, envelope));
    this.last = taken.catch(() => undefined);
    return taken;
  }

  /** What is under way ends where it is. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.thread?.stop(0);
    await this.last;
  }

  private async takeNow(id: string, envelope: Envelope): Promise<Backup> {
    const { log, clock, folder } = this.parts;
    const before = await backupNamed(log, id);
    if (before !== undefined) return { ...before.data, position: before.position, duplicate: true };
    const { size, root } = await this.copied(join(folder, id));
    if (size === undefined || root === undefined) throw new Error(`the log of ${folder} has no tree`);
    await recordBackup(log, { id, size, root }, envelope, clock());
    const now = await backupNamed(log, id);
    if (now === undefined) throw new Error(`the backup ${id} was recorded and is not there`);
    return { ...now.data, position: now.position, duplicate: false };
  }

  private async copied(folder: string): Promise<Head> {
    if (existsSync(folder)) return needManifest(folder);
    const unfinished = folder + UNFINISHED;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(this.parts.folder, { recursive: true, mode: 0o700 });
    try {
      const manifest = await this.inThread({ data: this.parts.data, folder: unfinished });
      await rename(unfinished, folder);
      return manifest;
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
  }

  private async inThread(question: BackupQuestion): Promise<BackupManifest> {
    if (this.stopped) throw new Problem('took-too-long', 'the server is being stopped: ask again when it is back');
    const file = builtProgram('libs/book/backups/backup.worker');
    const thread = new Thread<BackupQuestion>({ what: 'a backup', file, data: {}, onError: this.parts.onError });
    this.thread = thread;
    thread.start().catch(() => undefined);
    try {
      return await thread.ask<BackupManifest>(question);
    } finally {
      await thread.stop();
    }
  }
}

/** Of one that was whole when its process was killed. @throws Problem `id-conflict` for a folder that is none */
async function needManifest(folder: string): Promise<Head> {
  const text = await readFile(join(folder, BACKUP_MANIFEST), 'utf8').catch(() => '');
  const { size, root } = manifestIn(text);
  if (size !== undefined && root !== undefined) return { size, root };
  throw new Problem(
    'id-conflict',
    `there is a folder ${basename(folder)} below TALLY_BACKUPS_DIR already, and it is no whole copy: use another id, or move it away`,
    [{ field: 'id', detail: 'names a folder that is there' }],
  );
}

function manifestIn(text: string): Head {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}
