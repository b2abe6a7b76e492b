import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BACKUP_MANIFEST, sha256Of, type BackupManifest } from '#book/backups/backup-manifest.js';
import { headOf } from '#book/backups/take-backup.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { LogAudit } from '#engine/verify.js';
import { auditLog } from '#platform/embedded-adapters.js';
import { auditFile, logFile, outboxFile } from '#platform/log-copies.js';
import { EVENTS, MANIFEST, readEvents, type Manifest } from './exported-events.js';
import { UsageError } from './usage-error.js';

/** Something to restore from, looked through: it is whole and as it was made. */
export interface Source {
  /** The folder of a copy of the log, or its events, page by page, as often as they are asked for. */
  readonly log: string | (() => AsyncIterable<readonly RecordedEvent[]>);
  /** Of the file it is in, hex: tells it from any other. */
  readonly sha256: string;
  /** The folder it is in; absent where nothing is to leave the house. */
  readonly outbox?: string;
  /** The folder with who asked for what; absent where that is not in it. */
  readonly audit?: string;
  readonly position: string;
  /** @throws for a log that is not the one that was copied */
  readonly check: (restored: Pick<LogAudit, 'position' | 'digest' | 'fault'>) => void;
}

/** @param from a backup or an export, or the file of its events @throws UsageError for what is none, is not whole, or was changed since */
export async function sourceIn(from: string): Promise<Source> {
  const folder = basename(from) === EVENTS ? dirname(from) : from;
  if (existsSync(join(folder, BACKUP_MANIFEST))) return backupIn(folder);
  if (existsSync(join(folder, MANIFEST))) return exportIn(folder);
  throw new UsageError(
    `${folder} has neither ${BACKUP_MANIFEST} nor ${MANIFEST}, which a backup and an export end with: it is none, or not all of one`,
  );
}

async function backupIn(folder: string): Promise<Source> {
  const manifest = await readManifest<BackupManifest>(folder, BACKUP_MANIFEST);
  const { position, digest, sha256, outboxSha256, auditSha256 } = manifest;
  await checkFile(logFile(folder), sha256, () => auditLog(folder).fault);
  if (outboxSha256 !== undefined) await checkFile(outboxFile(folder), outboxSha256);
  if (auditSha256 !== undefined) await checkFile(auditFile(folder), auditSha256);
  const check = checkedAgainst({ position, digest });
  check(auditLog(folder));
  await needHead(folder, manifest);
  const beside = {
    ...(outboxSha256 !== undefined && { outbox: folder }),
    ...(auditSha256 !== undefined && { audit: folder }),
  };
  return { log: folder, sha256, ...beside, position, check };
}

/** @throws UsageError where the tree over its events is not the one that was copied */
async function needHead(folder: string, { size, root }: BackupManifest): Promise<void> {
  if (root === undefined) return;
  const found = await headOf(folder);
  if (found.size === size && found.root === root) return;
  throw new UsageError(
    `this cannot be restored: the root over its ${String(found.size)} events is ${found.root}, and should be ${root} over ${String(size)}`,
  );
}

async function exportIn(folder: string): Promise<Source> {
  const { position, sha256 } = await readManifest<Manifest>(folder, MANIFEST);
  const file = join(folder, EVENTS);
  await checkFile(file, sha256);
  return { log: () => readEvents(file), sha256, position, check: checkedAgainst({ position }) };
}

function checkedAgainst(right: { readonly position: string; readonly digest?: string }): Source['check'] {
  return ({ fault, position, digest }) => {
    if (fault !== undefined) throw new UsageError(`this cannot be restored: ${fault}`);
    if (String(position) !== right.position || (right.digest ?? digest) !== digest)
      throw new UsageError(
        `this cannot be restored: it goes up to position ${String(position)} with the digest ${digest}, and should up to ${right.position}${right.digest === undefined ? '' : ` with ${right.digest}`}`,
      );
  };
}

/** @param faultIn the first thing that is wrong in the file, where that can be told */
async function checkFile(file: string, sha256: string, faultIn?: () => string | undefined): Promise<void> {
  if (!existsSync(file)) throw new UsageError(`${file} is missing`);
  if ((await sha256Of(file)) === sha256) return;
  const place = placeIn(faultIn);
  const where = place === undefined ? '' : `; ${place}`;
  throw new UsageError(`${file} is damaged or not all there: it is not the file that was written${where}`);
}

function placeIn(faultIn: (() => string | undefined) | undefined): string | undefined {
  try {
    return faultIn?.();
  } catch (error) {
    return `it cannot be read: ${(error as Error).message}`;
  }
}

async function readManifest<Kind extends object>(folder: string, name: string): Promise<Kind> {
  const file = join(folder, name);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Kind;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
