import { sayMissingPlugins } from '#book/missing-plugins.js';
import { ScratchReplays } from '#book/replays/scratch-replays.js';
import type { Workshop } from '#book/replays/workshop.js';
import { pino } from 'pino';
import type { Book } from '#book/book.js';
import { createApi } from '#apps/api/create-api.js';
import { EDGE_LIMITS, type EdgeLimits } from '#apps/api/edge/limits.js';
import { listen } from '#apps/api/listen.js';
import { Readers } from '#book/reading/readers.js';
import { targetObjection } from '#subjects/catalogue.js';
import { Calendar } from '#kernel/time/calendar.js';
import { openBook } from '#ledger/book.js';
import { Ledger } from '#ledger/ledger.js';
import { COMMANDS } from '#subjects/tables.js';
import { AllowedHosts } from '#platform/allowed-hosts.js';
import { openLog, openOutbox, scratchFolder } from '#platform/embedded-adapters.js';
import { Lag } from '#platform/lag.js';
import { sayOpenDoor } from '#platform/open-door.js';
import { privateFolder } from '#platform/private-files.js';
import { Readiness } from '#platform/readiness.js';
import { SettingsError } from '#platform/setting-values.js';
import type { Settings } from '#platform/settings.js';
import { startReacting } from '#book/reacting.js';
import { doingsOf, isIdle } from '#subjects/doings.js';
import type { Doings } from '#subjects/reactions.js';
import { Versions } from '#book/versions/versions.js';

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
  const { dataDir, timeZone, fiscalStart, currency, stores } = settings;
  if (stores.log !== 'sqlite')
    throw new SettingsError(
      'TALLY_LOG',
      'one process with everything keeps its book in the data folder: leave TALLY_LOG out, or start api, relay and projector as infra/docs/operations.md says',
    );
  const logger = pino({ level: settings.logLevel });
  sayOpenDoor(settings, logger);
  sayMissingPlugins(logger);
  for (const open of privateFolder(dataDir)) logger.warn(open);
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const opened = openLog(dataDir, clock);
    closers.push(() => opened.close());
    const { log } = opened;
    await openBook(log, { timeZone, currency, weekStart: 'monday', fiscalStart }, clock());
    const calendar = new Calendar(timeZone, fiscalStart);
    const onError = (error: unknown): void => logger.error({ err: error }, 'a thread met an error and tries again');
    const readers = new Readers({ settings, calendar, onError });
    readers.warm();
    closers.push(() => readers.close());
    const workshop: Workshop = { settings, log, calendar, readers, onError };
    const replays: ScratchReplays = new ScratchReplays(
      workshop,
      await scratchFolder(dataDir),
      (run) => models.use(undefined, ({ views }) => run(views)),
      limits.scratchBytes,
    );
    closers.push(() => replays.close());
    const models = await Versions.open(workshop, replays);
    closers.push(() => models.close());
    const clockTrusted = settings.clock === 'trusted';
    const ledger = new Ledger({
      log,
      commands: COMMANDS,
      calendar,
      currency,
      clock,
      clockTrusted,
      targetRule: targetObjection,
      soleWriter: true,
    });
    const lag = new Lag(log, () => models.position, clock);
    const readiness = new Readiness(logger)
      .needs('the log', () => opened.trouble())
      .needs('the clock', () => ledger.clockTrouble())
      .needs('the read models', () => models.trouble ?? readers.trouble ?? lag.trouble());
    const book: Book = { ledger, log, models, readers, replays, calendar, currency, clock, readiness, lag };
    const doing = doings ?? doingsOf(calendar);
    if (!isIdle(doing)) {
      const outbox = openOutbox(dataDir);
      closers.push(() => outbox.close());
      const reacting = startReacting({ doings: doing, book, outbox, onError });
      closers.push(() => reacting.stop());
      readiness.needs('reactions', () => reacting.trouble);
    }
    const api = await createApi(book, logger, new AllowedHosts(settings), limits);
    closers.push(() => api.close());
    return { url: await listen(api, settings), book, close };
  } catch (error) {
    await close();
    throw error;
  }
}
