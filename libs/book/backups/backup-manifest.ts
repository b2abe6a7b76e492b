import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Written last: what the copy has to be. */
export const BACKUP_MANIFEST = 'backup.json';

export interface BackupManifest {
  /** Of the last event. */
  readonly position: string;
  /** Of the log up to there; empty where no server of this release has opened it yet. */
  readonly digest: string;
  /** How many events there are. */
  readonly size?: number;
  /** Of the tree over them, in base64; absent in copies of earlier releases. */
  readonly root?: string;
  /** SHA-256 of the file of the log, hex. */
  readonly sha256: string;
  /** Of the file of the outbox; absent where there is none. */
  readonly outboxSha256?: string;
  /** Of that of who asked for what; absent where that is not kept. */
  readonly auditSha256?: string;
}

/** SHA-256 of a file, hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
