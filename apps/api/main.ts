import { sayMissingPlugins } from '#book/missing-plugins.js';
import { registerName } from '#book/versions/shared-keeper.js';
import { NO_VERSIONS } from '#book/versions/state.js';
import { targetObjection } from '#subjects/catalogue.js';
import { openBook } from '#ledger/book.js';
import { Ledger } from '#ledger/ledger.js';
import { COMMANDS } from '#subjects/tables.js';
import {
  guardOrigins,
  guardRegister,
  guardViews,
  openOrigins,
  openRegister,
  openSharedLog,
  probeViews,
} from '#platform/distributed-adapters.js';
import { scratchFolder } from '#platform/embedded-adapters.js';
import { Lag } from '#platform/lag.js';
import { AllowedHosts } from '#platform/allowed-hosts.js';
import { privateFolder } from '#platform/private-files.js';
import { runProcess } from '#platform/run-process.js';
import { olderBook, sharedBook } from '#book/shared-book.js';
import { mayUseLog, mayUseViews } from '#platform/store-checks.js';
import { createApi } from './create-api.js';
import { EDGE_LIMITS } from './edge/limits.js';
import { listen } from './listen.js';
import type { Book } from '#book/book.js';
import { ScratchReplays } from '#book/replays/scratch-replays.js';
import { Readers } from '#book/reading/readers.js';
import { SharedModels } from '#book/versions/shared-models.js';

/** Milliseconds that requests under way may take to end when the process is told to. */
const ANSWER_TIMEOUT = 5_000;

/** The HTTP edge of a book over several machines; any number of these stand side by side. */
await runProcess('api', async ({ settings, log: logger, readiness, waits, closers, health }) => {
  const { stores, timeZone, currency, fiscalStart, dataDir, host } = settings;
  const clock = (): Date => new Date();
  const onError = (error: unknown): void => logger.error({ err: error }, 'a store does not answer, trying again');
  const log = openSharedLog(stores);
  const probe = probeViews(stores);
  closers.add('EventStoreDB', () => log.close());
  closers.add('the probe of MongoDB', () => probe.close());
  const breaker = guardViews(probe);
  readiness
    .needsAnswer('EventStoreDB', () => Promise.all([log.answersReads(), log.appendable()]))
    .needsAnswer('MongoDB', () => breaker.ask());

  const opening = { timeZone, currency, weekStart: 'monday', fiscalStart } as const;
  await mayUseLog(stores, waits, { appends: true });
  const older = await waits.until('EventStoreDB', () => olderBook(stores, log));
  if (older !== undefined) logger.warn(older);
  await waits.until('the book in EventStoreDB', () => openBook(log, opening, clock()));
  const shared = await sharedBook(stores, log, waits);
  const { calendar } = shared;
  const register = guardRegister(openRegister(stores, registerName(shared), NO_VERSIONS), breaker);
  closers.add('MongoDB', () => register.close());
  const origins = guardOrigins(openOrigins(stores), breaker);
  closers.add('the origins in MongoDB', () => origins.close());
  const readers = new Readers({ settings, calendar, onError });
  closers.add('the readers', () => readers.close());
  sayMissingPlugins(logger);
  for (const open of privateFolder(dataDir)) logger.warn(open);
  const workshop = { settings, log, calendar, readers, onError };
  const replays: ScratchReplays = new ScratchReplays(
    workshop,
    await scratchFolder(dataDir),
    (run) => models.use(undefined, ({ views }) => run(views)),
    EDGE_LIMITS.scratchBytes,
  );
  closers.add('the replays', () => replays.close());
  const clockTrusted = settings.clock === 'trusted';
  const ledger = new Ledger({
    log,
    commands: COMMANDS,
    calendar,
    currency,
    clock,
    clockTrusted,
    targetRule: targetObjection,
  });
  const onSetAside = (name: string, why: string): void => logger.warn({ name, why }, 'read models were set aside');
  const onLost = (): void => {
    ledger.forget();
    replays.forget();
  };
  const own = { stores, log, book: shared, register, origins, breaker };
  const models: SharedModels = new SharedModels({ ...own, replays, readers, onSetAside, onLost, onError });
  closers.add('the read models', () => models.close());
  // Closed first: nobody waits for a store from then on.
  closers.add('the waits for MongoDB', async () => breaker.close());
  await mayUseViews(stores, waits);
  await waits.until('the read models in MongoDB', () => models.start());
  const lag = new Lag(log, () => models.position, clock);
  readiness
    .needs('the read models', async () => {
      if (models.alive()) return models.trouble;
      await breaker.ask();
      return models.trouble ?? 'they do not answer';
    })
    .needs('the figures', () => lag.trouble());
  readiness.needs('the clock', () => ledger.clockTrouble());
  const prompt: Book['ledger'] = {
    commands: ledger.commands,
    record: (type, data) => log.inTime(() => ledger.record(type, data)),
    take: (command, data) => log.inTime(() => ledger.take(command, data)),
  };
  const api = await createApi(
    { ledger: prompt, log, models, readers, replays, calendar, currency, clock, readiness, lag },
    logger,
    new AllowedHosts(settings),
  );
  closers.add('the HTTP server', () => api.close(), ANSWER_TIMEOUT);
  // Nobody was promised an answer before this; from now on the API answers on the same port.
  await health.close();
  await listen(api, { host, port: health.port });
});
