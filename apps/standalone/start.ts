import { pino } from 'pino';
import { EDGE_LIMITS, type EdgeLimits } from '#apps/api/edge/limits.js';
import { listen } from '#apps/api/listen.js';
import type { Book } from '#book/book.js';
import { openFolder } from '#book/folder-stores.js';
import { openBook, type BookProcess } from '#book/open-book.js';
import { eventsTopic } from '#book/events-topic.js';
import { startIntake } from '#book/intake/start-intake.js';
import { startReacting } from '#book/reacting.js';
import { Closers } from '#platform/closers.js';
import { Health } from '#platform/health.js';
import { tellReacting } from '#platform/reacting-errors.js';
import { ReactingMeasures } from '#platform/reacting-measures.js';
import { SettingsError } from '#platform/setting-values.js';
import { waysOut } from '#platform/ways-out.js';
import type { Settings } from '#platform/settings.js';
import type { Started } from '#platform/until-stopped.js';
import { doingsOf } from '#subjects/doings.js';
import type { Doings } from '#subjects/reactions.js';

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

/** What the process has. */
type Shell = Omit<BookProcess, 'settings'> & Partial<Pick<Started, 'end'>>;

/**
 * Everything in one process on one data folder: log, projector, read models, HTTP. @param shell what the process has, its own unless given
 * @throws SettingsError where the settings are those of a deployment
 */
export async function startStandalone(
  { settings, clock = () => new Date(), limits = EDGE_LIMITS, doings }: StandaloneOptions,
  shell: Shell = ownShell(settings),
): Promise<Standalone> {
  if (settings.stores.log !== 'sqlite')
    throw new SettingsError(
      'TALLY_LOG',
      'one process with everything keeps its book in the data folder: leave TALLY_LOG out, or start api, relay and projector as infra/docs/operations.md says',
    );
  const { log, health, closers, end } = shell;
  const close = (): Promise<void> => closers.run(log);
  try {
    const running = { settings, log, health, closers };
    const book = await openBook(openFolder(running, clock, end), running, { clock, scratchBytes: limits.scratchBytes });
    const own = doings ?? doingsOf(book.calendar);
    const outbox = book.outbox();
    const onError = tellReacting(log);
    const watch = new ReactingMeasures(health.measures, clock);
    watch.outbox = outbox;
    const ways = waysOut(settings.outgoing, clock);
    const { publicUrl } = settings.outgoing;
    const url = await listen(book, running, async () => settings.port, limits);
    // Questions are answered and facts taken whatever is wrong with a reaction: it is no reason to send callers elsewhere. They are stopped
    // first: what they are about would be refused by readers that are being closed, and be logged as what went wrong.
    const topic = await eventsTopic(running);
    const reacting = startReacting({ doings: own, book, outbox, ways, publicUrl, topic, watch, onError });
    closers.add('reactions', () => reacting.stop());
    await startIntake(book, running);
    return { url, book, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function ownShell({ logLevel }: Pick<Settings, 'logLevel'>): Omit<BookProcess, 'settings'> {
  const log = pino({ level: logLevel });
  return { log, health: new Health(log), closers: new Closers() };
}
