import type { Command } from 'commander';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { auditLog } from '#platform/embedded-adapters.js';
import { auditFile, backupBook, logFile, outboxFile } from '#platform/log-copies.js';
import { dataFolder, openLogOf } from './data-folder.js';
import { writeOwnFile } from './own-file.js';
import { say } from './screen.js';
import { UsageError } from './usage-error.js';

/** Written last: what the copy has to be. */
export const BACKUP_MANIFEST = 'backup.json';

export interface BackupManifest {
  /** Of the last event. */
  readonly position: string;
  /** Of the log up to there; empty where no server of this release has opened it yet. */
  readonly digest: string;
  /** SHA-256 of the file of the log, hex. */
  readonly sha256: string;
  /** Of the file of the outbox; absent where there is none. */
  readonly outboxSha256?: string;
  /** Of that of who asked for what; absent where that is not kept. */
  readonly auditSha256?: string;
}

const INSTEAD =
  'back EventStoreDB up by its own means (see Backup and restore in infra/docs/operations.md), or take all events with `export --url`';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('<folder>', 'where the copy goes: a new or an empty folder')
    .option('--data <folder>', 'the data folder (or TALLY_DATA_DIR); a server may run on it meanwhile')
    .description(
      'copy the log as it is at one moment, with what is to leave the house and who asked for what, and look at every event of the copy; `restore` makes a book of it',
    )
    .addHelpText('after', '\nExample: tally backup /backups/2024-03-31 --data ./data')
    .action(async (folder: string, { data }: { data?: string }) => {
      const { position, digest } = await backup(dataFolder(data, INSTEAD), folder);
      say(`everything up to position ${position} is in ${folder}${digest === '' ? '' : `; digest ${digest}`}`);
    });
}

async function backup(data: string, folder: string): Promise<BackupManifest> {
  const { log } = await openLogOf(data);
  await log.close();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new UsageError(`${folder} is not empty: name a new folder for every backup`);
  await backupBook(data, folder);
  const { fault, position, digest } = auditLog(folder);
  if (fault !== undefined) throw new Error(`the log is damaged, and so is the copy in ${folder}: ${fault}`);
  const manifest: BackupManifest = {
    position: String(position),
    digest,
    sha256: await sha256Of(logFile(folder)),
    ...(existsSync(outboxFile(folder)) && { outboxSha256: await sha256Of(outboxFile(folder)) }),
    ...(existsSync(auditFile(folder)) && { auditSha256: await sha256Of(auditFile(folder)) }),
  };
  await writeOwnFile(join(folder, BACKUP_MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** SHA-256 of a file, hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
