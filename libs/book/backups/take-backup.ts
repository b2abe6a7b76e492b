import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Refused } from '#kernel/refused.js';
import { auditLog, openLogSnapshot } from '#platform/embedded-adapters.js';
import { auditFile, backupBook, logFile, outboxFile } from '#platform/log-copies.js';
import { writeOwnFile } from '#platform/own-file.js';
import { BACKUP_MANIFEST, sha256Of, type BackupManifest } from './backup-manifest.js';

/**
 * Copies the log of a data folder as it is at one moment, beside whoever writes it, with what is to leave the house and who asked for what,
 * looks at every event of the copy, and writes last what the copy has to be.
 * @param folder where the copy goes, new or empty @throws Refused where it has something in it; Error for a log that is damaged
 */
export async function takeBackup(data: string, folder: string): Promise<BackupManifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new Refused(`${folder} is not empty: name a new folder for every backup`, true);
  await backupBook(data, folder);
  const { fault, position, digest } = auditLog(folder);
  if (fault !== undefined) throw new Error(`the log is damaged, and so is the copy in ${folder}: ${fault}`);
  const manifest: BackupManifest = {
    position: String(position),
    digest,
    ...(digest !== '' && (await headOf(folder))),
    sha256: await sha256Of(logFile(folder)),
    ...(existsSync(outboxFile(folder)) && { outboxSha256: await sha256Of(outboxFile(folder)) }),
    ...(existsSync(auditFile(folder)) && { auditSha256: await sha256Of(auditFile(folder)) }),
  };
  await writeOwnFile(join(folder, BACKUP_MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Of the tree that the log of a folder keeps over its events: how many they are, and their root in base64. */
export async function headOf(folder: string): Promise<{ readonly size: number; readonly root: string }> {
  const tree = openLogSnapshot(folder);
  try {
    const size = await tree.size();
    return { size, root: (await tree.root(size)).toString('base64') };
  } finally {
    await tree.close();
  }
}
