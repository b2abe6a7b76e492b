import { pino } from 'pino';
import { createApi } from '#apps/api/create-api.js';
import { EDGE_LIMITS, type EdgeLimits } from '#apps/api/edge/limits.js';
import { listen } from '#apps/api/listen.js';
import type { Book } from '#book/book.js';
import { openFolder } from '#book/folder-stores.js';
import { openBook } from '#book/open-book.js';
import { startReacting } from '#book/reacting.js';
import { AllowedHosts } from '#platform/allowed-hosts.js';
import { Closers } from '#platform/closers.js';
import { openOutbox } from '#platform/embedded-adapters.js';
import { sayOpenDoor } from '#platform/open-door.js';
import { Readiness } from '#platform/readiness.js';
import { SettingsError } from '#platform/setting-values.js';
import type { Settings } from '#platform/settings.js';
import { doingsOf, isIdle } from '#subjects/doings.js';
import type { Doings } from '#subjects/reactions.js';

/** Milliseconds that one thing may take to close: nothing of a folder is silent as a store elsewhere may be. */
const CLOSE_TIMEOUT = 30_000;

export interface Standalone {
  readonly url: string;
  readonly book: Book;
  close(): Promise<void>;
}

export interface StandaloneOptions {
  readonly settings: Settings;
  /** The clock facts are recorded by; the system's unless given. */
  readonly clock?: () => Date;
  /** What callers are given. */
  readonly limits?: EdgeLimits;
  /** What the book does by itself; what its subjects declare unless given. */
  readonly doings?: Doings;
}

/** Everything in one process on one data folder: log, projector, read models, HTTP. @throws SettingsError where the settings are those of a deployment */
export async function startStandalone({
  settings,
  clock = () => new Date(),
  limits = EDGE_LIMITS,
  doings,
}: StandaloneOptions): Promise<Standalone> {
  if (settings.stores.log !== 'sqlite')
    throw new SettingsError(
      'TALLY_LOG',
      'one process with everything keeps its book in the data folder: leave TALLY_LOG out, or start api, relay and projector as infra/docs/operations.md says',
    );
  const log = pino({ level: settings.logLevel });
  sayOpenDoor(settings, log);
  const closers = new Closers(CLOSE_TIMEOUT);
  const readiness = new Readiness(log);
  const close = (): Promise<void> => closers.run(log);
  try {
    const process = { settings, log, readiness, closers };
    const book = await openBook(openFolder(process, clock), process, { clock, scratchBytes: limits.scratchBytes });
    const own = doings ?? doingsOf(book.calendar);
    if (!isIdle(own)) {
      const outbox = openOutbox(settings.dataDir);
      closers.add('the outbox', () => outbox.close());
      const onError = (error: unknown): void => log.error({ err: error }, 'reactions met an error and try again');
      const reacting = startReacting({ doings: own, book, outbox, onError });
      closers.add('reactions', () => reacting.stop());
      readiness.needs('reactions', () => reacting.trouble);
    }
    const api = await createApi(book, log, new AllowedHosts(settings), limits);
    closers.add('the HTTP server', () => api.close());
    return { url: await listen(api, settings), book, close };
  } catch (error) {
    await close();
    throw error;
  }
}
