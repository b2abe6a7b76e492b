import { targetObjection } from '#subjects/catalogue.js';
import { openBook } from '#ledger/book.js';
import { Ledger } from '#ledger/ledger.js';
import { COMMANDS } from '#subjects/tables.js';
import {
  guardVersions,
  guardViews,
  openSharedLog,
  openVersions,
  probeViews,
  scratchFolder,
} from '#platform/adapters.js';
import { Lag } from '#platform/lag.js';
import { AllowedHosts } from '#platform/allowed-hosts.js';
import { privateFolder } from '#platform/private-files.js';
import { runProcess } from '#platform/run-process.js';
import { olderBook, sharedBook } from '#book/shared-book.js';
import { mayUseLog, mayUseViews } from '#platform/store-checks.js';
import { createApi } from './create-api.js';
import { EDGE_LIMITS } from './edge/limits.js';
import { listen } from './listen.js';
import { ScratchReplays } from '#book/replays/scratch-replays.js';
import { Readers } from '#book/reading/readers.js';
import { SharedModels } from '#book/versions/shared-models.js';

/** Milliseconds that requests under way may take to end when the process is told to. */
const ANSWER_WITHIN = 5_000;

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
  const versions = guardVersions(openVersions(stores, shared.id), breaker);
  closers.add('MongoDB', () => versions.close());
  const readers = new Readers({ settings, calendar, onError });
  closers.add('the readers', () => readers.close());
  for (const open of privateFolder(dataDir)) logger.warn(open);
  const workshop = { settings, log, calendar, readers, onError };
  const replays: ScratchReplays = new ScratchReplays(
    workshop,
    await scratchFolder(dataDir),
    (run) => models.use(undefined, ({ views }) => run(views)),
    EDGE_LIMITS.scratchBytes,
  );
  closers.add('the replays', () => replays.close());
  const parts = { stores, log, book: shared, versions, breaker, replays, readers, onError };
  const models: SharedModels = new SharedModels(parts);
  closers.add('the read models', () => models.close());
  // Closed first: nobody waits for a store from then on.
  closers.add('the waits for MongoDB', async () => breaker.close());
  await mayUseViews(stores, waits);
  await waits.until('the read models in MongoDB', () => models.start());
  const lag = new Lag(log, () => models.covered, clock);
  readiness
    .needs('the read models', async () => {
      if (models.alive()) return undefined;
      await breaker.ask();
      return 'they do not answer';
    })
    .needs('the figures', () => lag.trouble());
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
  readiness.needs('the clock', () => ledger.clockTrouble());
  const api = await createApi(
    { ledger, log, models, readers, replays, calendar, currency, clock, readiness, lag },
    logger,
    new AllowedHosts(settings),
  );
  closers.add('the HTTP server', () => api.close(), ANSWER_WITHIN);
  // Nobody was promised an answer before this; from now on the API answers on the same port.
  await health.close();
  await listen(api, { host, port: health.port });
});
