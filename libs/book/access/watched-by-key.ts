import type { EventLog } from '#kernel/ports/event-log.js';
import { missing } from '#kernel/scopes.js';
import type { Running } from '#platform/run-process.js';
import type { Doorkeeper } from './doorkeeper.js';
import { openAccess } from './open-access.js';

/** Lets those with a key that may see how a process is, where keys are asked for: in a process that opens no book. */
export async function watchedByKey(log: Pick<EventLog, 'readStream'>, running: Running): Promise<void> {
  const { door } = await openAccess({ log }, running.settings, () => new Date(), running);
  watchedBy(door, running);
}

/** The same of one that has opened its book. */
export function watchedBy(door: Doorkeeper | undefined, { watched }: Pick<Running, 'watched'>): void {
  if (door !== undefined) watched.admits = (authorization) => maySee(door, authorization);
}

function maySee(door: Doorkeeper, authorization: string | undefined): boolean {
  try {
    return missing(door.admit({ authorization }).rights, 'metrics') === undefined;
  } catch {
    return false;
  }
}
