import { targetObjection } from '#insights/query/catalogue.js';
import { BookMismatch, openBook } from '#ledger/book.js';
import { Ledger } from '#ledger/ledger.js';
import { openVersions, openSharedLog, scratchFolder } from '#platform/adapters.js';
import { runProcess } from '#platform/run-process.js';
import { untilItAnswers } from '#platform/retry.js';
import { sharedBook } from '#platform/shared-book.js';
import type { Book } from './book.js';
import { createApi } from './create-api.js';
import { listen } from './listen.js';
import { ScratchReplays } from './replaying/scratch-replays.js';
import { SharedModels } from './shared-models.js';

/** How far the read models may be behind before the process calls itself not ready. */
const LAG_LIMIT = 100_000_000;

/** The HTTP edge of a book over several machines; any number of these stand side by side. */
await runProcess('api', async (settings, logger) => {
  const { stores, timeZone, currency, fiscalStart, dataDir } = settings;
  const clock = (): Date => new Date();
  const onError = (error: unknown): void => logger.error({ err: error }, 'a store does not answer, trying again');
  const log = openSharedLog(stores);
  const waiting = (what: string, error: unknown): void => logger.warn({ err: error }, `waiting for ${what}`);
  const opening = { timeZone, currency, weekStart: 'monday', fiscalStart } as const;
  await untilItAnswers('the event log', () => openBook(log, opening, clock()), waiting, isMismatch);
  const shared = await sharedBook(log, waiting);
  const { calendar } = shared;
  const versions = openVersions(stores, shared.id);
  const workshop = { settings, log, calendar, threads: true, onError };
  const replays: ScratchReplays = new ScratchReplays(workshop, await scratchFolder(dataDir), (run) =>
    models.use(undefined, ({ views }) => run(views)),
  );
  const models: SharedModels = new SharedModels({ stores, log, book: shared, versions, replays, onError });
  await untilItAnswers('the read models', () => models.start(), waiting);
  const ledger = new Ledger({ log, calendar, currency, clock, targetRule: targetObjection });
  const troubles = async (): Promise<readonly string[]> => [
    ...(models.alive() ? [] : ['the read models do not answer']),
    ...((await log.tail()) - models.covered > LAG_LIMIT ? ['the read models are far behind the log'] : []),
  ];
  const book: Book = { ledger, log, models, replays, calendar, currency, clock, troubles };
  const api = await createApi(book, logger);
  process.stdout.write(`listens on ${await listen(api, settings)}\n`);
  return async () => {
    await api.close();
    await replays.close();
    await models.close();
    await versions.close();
    await log.close();
  };
});

/** Other settings than the book's do not become right by waiting. */
function isMismatch(error: unknown): boolean {
  return error instanceof BookMismatch;
}
