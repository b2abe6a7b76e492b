import type { Envelope, EventOf, RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { recordOfLog } from './of-log.js';

/** Permanent: the stream that tells which copies there are. */
const STREAM = 'backups';

/** A copy of the first events is kept under an id; `root` over them in base64. */
export type BackupTaken = EventOf<'BackupTaken', { readonly id: string; readonly size: number; readonly root: string }>;

type Log = Pick<EventLog, 'readStream' | 'append'>;

/** Records it under its id. @param envelope who had it taken */
export function recordBackup(log: Log, data: BackupTaken['data'], envelope: Envelope, now: Date): Promise<void> {
  return recordOfLog(log, STREAM, { type: 'BackupTaken', data, claim: data.id, envelope }, now);
}

/** The copy that is kept under an id; undefined where there is none. */
export async function backupNamed(
  log: Pick<Log, 'readStream'>,
  id: string,
): Promise<{ readonly position: number; readonly data: BackupTaken['data'] } | undefined> {
  const found = (await log.readStream(STREAM)).find(
    (event): event is RecordedEvent & BackupTaken => event.claim === id,
  );
  return found && { position: found.position, data: found.data };
}
