import type { EventLog } from '#kernel/ports/event-log.js';
import type { Settings } from '#platform/settings.js';
import type { Started } from '#platform/until-stopped.js';
import { Doorkeeper } from './doorkeeper.js';
import { FollowedAccess } from './followed-access.js';

/** What an operator is told whose book nobody can ask. */
const NO_KEYS =
  'TALLY_AUTH=required, and there is no key yet: make the first one with tally key create --name ops --role admin (a server on a data folder stops for it)';

/**
 * Who may what in a book. Where keys are asked for it is followed for as long as the process lives; nobody is let in while it could not be
 * read yet, and readiness says so.
 */
export async function openAccess(
  log: Pick<EventLog, 'readStream'>,
  auth: Settings['auth'],
  clock: () => Date,
  { health, closers, log: logger }: Pick<Started, 'health' | 'closers' | 'log'>,
): Promise<{ readonly access: FollowedAccess; readonly door: Doorkeeper | undefined }> {
  const access = new FollowedAccess(log);
  if (auth !== 'required') return { access, door: undefined };
  await access.refresh().catch(() => undefined);
  if (access.trouble === undefined && access.now.keys.size === 0) logger.warn(NO_KEYS);
  access.follow();
  closers.add('the keys', async () => access.stop());
  health.readiness.needs('the keys', () => access.trouble);
  return { access, door: new Doorkeeper(access, clock) };
}
