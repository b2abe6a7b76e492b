import type { EventLog } from '#kernel/ports/event-log.js';
import type { SessionStore } from '#kernel/ports/session-store.js';
import type { Settings } from '#platform/settings.js';
import type { Started } from '#platform/until-stopped.js';
import { identityProvider } from '#platform/identity.js';
import { Doorkeeper } from './doorkeeper.js';
import { FollowedAccess } from './followed-access.js';
import { Sessions } from './sessions.js';
import { SignInDesk } from './sign-in.js';

/** Who may what, who is let in, and how people are. */
interface OpenAccess {
  readonly access: FollowedAccess;
  /** Undefined where everybody is. */
  readonly door: Doorkeeper | undefined;
  /** Undefined where keys alone let in. */
  readonly signIn: SignInDesk | undefined;
}

/** What an operator is told whose book nobody can ask. */
const NO_KEYS =
  'TALLY_AUTH=required, and there is no key yet: make the first one with tally key create --name ops --role admin (a server on a data folder stops for it)';

/**
 * Who may what in a book. Where keys are asked for it is followed for as long as the process lives; nobody is let in while it could not be
 * read yet, and readiness says so. Without a store of sessions keys alone let in.
 */
export async function openAccess(
  { log, openSessions }: { readonly log: Pick<EventLog, 'readStream'>; readonly openSessions?: () => SessionStore },
  { auth, signIn }: Pick<Settings, 'auth' | 'signIn'>,
  clock: () => Date,
  { health, closers, log: logger }: Pick<Started, 'health' | 'closers' | 'log'>,
): Promise<OpenAccess> {
  const access = new FollowedAccess(log);
  if (auth !== 'required') return { access, door: undefined, signIn: undefined };
  await access.refresh().catch(() => undefined);
  if (access.trouble === undefined && access.now.keys.size === 0) logger.warn(NO_KEYS);
  access.follow();
  closers.add('the keys', async () => access.stop());
  health.readiness.needs('the keys', () => access.trouble);
  if (signIn === undefined || openSessions === undefined)
    return { access, door: new Doorkeeper(access, clock), signIn: undefined };
  const store = openSessions();
  closers.add('the sessions', () => store.close());
  const sessions = new Sessions(store, clock);
  const desk = new SignInDesk(identityProvider(signIn), sessions, store, clock);
  return { access, door: new Doorkeeper(access, clock, sessions), signIn: desk };
}
