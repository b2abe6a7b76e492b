import { openVersions, openSharedBus, openSharedLog } from '#platform/adapters.js';
import { runProcess } from '#platform/run-process.js';
import { untilItAnswers } from '#platform/retry.js';
import { sharedBook } from '#platform/shared-book.js';
import { SharedProjector } from './shared-projector.js';

/** Pumps the bus into the read models; any number of these share the work. */
await runProcess('projector', async ({ stores }, logger) => {
  const log = openSharedLog(stores);
  const waiting = (what: string, error: unknown): void => logger.warn({ err: error }, `waiting for ${what}`);
  const book = await sharedBook(log, waiting);
  const onError = (error: unknown): void => logger.error({ err: error }, 'the projector met an error and tries again');
  const bus = openSharedBus(stores, book.id, onError);
  const versions = openVersions(stores, book.id);
  const projector = new SharedProjector({ stores, log, bus, book, versions, onError });
  await untilItAnswers('the bus and the read models', () => projector.start(), waiting);
  return async () => {
    await projector.stop();
    await bus.close();
    await versions.close();
    await log.close();
  };
});
