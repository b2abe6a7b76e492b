import { relay, whereToGoOn } from '#engine/relay/relay.js';
import { followTree } from '#engine/tree/follow-tree.js';
import { NO_KEY, openSharedBus, openSharedLog, openSharedTiles, probeBus } from '#platform/distributed-adapters.js';
import { addCounter, addLag } from '#platform/gauges.js';
import { Lag } from '#platform/lag.js';
import { RelayProgress } from '#platform/relay-progress.js';
import { runProcess } from '#platform/run-process.js';
import { SHARDS } from '#platform/shared-book.js';
import { sayMissingPlugins } from '#book/missing-plugins.js';
import { watchedByKey } from '#book/access/watched-by-key.js';
import { sharedBook } from '#book/shared-book.js';
import { mayReachBus, mayUseBus, mayUseLog } from '#platform/store-checks.js';

/**
 * Pumps the event log into the bus, and adds it to its tree. One is enough; several are harmless: what they send twice the projectors see to
 * be repetitions, and what they add is the same.
 */
await runProcess('relay', async (running) => {
  const { log: logger, health, waits, closers } = running;
  const { stores } = running.settings;
  const { readiness, measures } = health;
  sayMissingPlugins(logger);
  const log = openSharedLog(stores);
  const probe = probeBus(stores);
  closers.add('EventStoreDB', () => log.close());
  closers.add('the probe of Kafka', () => probe.close());
  const progress = new RelayProgress(
    addCounter(measures, 'tally_relayed_events_total', 'Events that the bus has taken.'),
  );
  const lag = new Lag(log, () => progress.position);
  addLag(measures, lag, 'tally_relayed_position', 'Position up to which the bus has the log.');
  readiness
    .needsAnswer('EventStoreDB', () => log.answersReads())
    .needsAnswer('Kafka', () => probe.ask())
    .needs('the relay', () => lag.trouble());

  await mayUseLog(stores, waits, { appends: false });
  await mayReachBus(stores, waits);
  const { id } = await sharedBook(stores, log, waits);
  await watchedByKey(log, running);
  await mayUseBus(stores, id, waits, { sends: true });
  const onError = (error: unknown): void => logger.error({ err: error }, 'the relay met an error and tries again');
  if (stores.busKey === undefined) logger.warn(NO_KEY);
  const bus = openSharedBus(stores, id, { log, onError });
  closers.add('Kafka', () => bus.close());
  const start = await waits.until('the topic in Kafka', () => whereToGoOn(bus, log, onError));
  const from = start?.position ?? 0;
  progress.position = from;
  const pumping = relay({ log, bus: progress.through(bus), shards: SHARDS, from, head: start, onError });
  closers.add('the relay', () => pumping.stop());
  const tiles = openSharedTiles(stores, id);
  closers.add('the tree in MongoDB', () => tiles.close());
  const onTreeError = (error: unknown): void =>
    logger.error({ err: error }, 'the tree over the log met an error and tries again');
  const growing = followTree({ log, tiles, onError: onTreeError });
  closers.add('the tree over the log', () => growing.stop());
});
