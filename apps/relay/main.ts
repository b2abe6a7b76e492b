import { relay } from '#kernel/relay.js';
import { openSharedBus, openSharedLog } from '#platform/adapters.js';
import { runProcess } from '#platform/run-process.js';
import { untilItAnswers } from '#platform/retry.js';
import { sharedBook, SHARDS } from '#platform/shared-book.js';

/** Pumps the event log into the bus. One is enough; several are harmless: what they send twice the projectors see to be repetitions. */
await runProcess('relay', async ({ stores }, logger) => {
  const log = openSharedLog(stores);
  const waiting = (what: string, error: unknown): void => logger.warn({ err: error }, `waiting for ${what}`);
  const { id } = await sharedBook(log, waiting);
  const onError = (error: unknown): void => logger.error({ err: error }, 'the relay met an error and tries again');
  const bus = openSharedBus(stores, id, onError);
  // Each partition's last record was sent when everything before it had been: the earliest of them is where to go on.
  const last = await untilItAnswers('the bus', () => bus.last(), waiting);
  const from = last.size === 0 ? 0 : Math.min(...last.values());
  const pumping = relay({ log, bus, shards: SHARDS, from, onError });
  return async () => {
    await pumping.stop();
    await bus.close();
    await log.close();
  };
});
