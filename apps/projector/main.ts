import { sayMissingPlugins } from '#book/missing-plugins.js';
import { registerName } from '#book/versions/shared-versions.js';
import { NO_VERSIONS } from '#book/versions/state.js';
import {
  NO_KEY,
  openOrigins,
  openRegister,
  openSharedBus,
  openSharedLog,
  probeBus,
  probeViews,
} from '#platform/distributed-adapters.js';
import { addCounter, addLag } from '#platform/gauges.js';
import { MemberProgress } from '#platform/member-progress.js';
import { Lag } from '#platform/lag.js';
import { runProcess } from '#platform/run-process.js';
import { watchedByKey } from '#book/access/watched-by-key.js';
import { sharedBook } from '#book/shared-book.js';
import { canBeReadable, NO_DECIMALS } from '#platform/readable-adapters.js';
import { mayReachBus, mayUseBus, mayUseLog, mayUseViews } from '#platform/store-checks.js';
import { SharedProjector } from '#book/projecting/shared-projector.js';

/** Pumps the bus into the read models; any number of these share the work. */
await runProcess('projector', async (running) => {
  const { log: logger, health, waits, closers } = running;
  const { stores } = running.settings;
  const { readiness, measures } = health;
  sayMissingPlugins(logger);
  const log = openSharedLog(stores);
  const probes = { kafka: probeBus(stores), mongodb: probeViews(stores) };
  closers.add('EventStoreDB', () => log.close());
  closers.add('the probe of Kafka', () => probes.kafka.close());
  closers.add('the probe of MongoDB', () => probes.mongodb.close());
  const progress = new MemberProgress(
    addCounter(measures, 'tally_projected_events_total', 'Events that the read models have.'),
  );
  const lag = new Lag(log, () => progress.position());
  addLag(
    measures,
    lag,
    'tally_covered_position',
    'Position up to which the read models have the shards of this process.',
  );
  readiness
    .needsAnswer('EventStoreDB', () => log.answersReads())
    .needsAnswer('Kafka', () => probes.kafka.ask())
    .needsAnswer('MongoDB', () => probes.mongodb.ask())
    .needs('the read models', () => lag.trouble());

  await mayUseLog(stores, waits, { appends: false });
  await mayReachBus(stores, waits);
  const book = await sharedBook(stores, log, waits);
  await watchedByKey(log, running);
  await mayUseBus(stores, book.id, waits, { sends: false });
  const onError = (error: unknown): void => logger.error({ err: error }, 'the projector met an error and tries again');
  if (stores.busKey === undefined) logger.warn(NO_KEY);
  const bus = progress.through(openSharedBus(stores, book.id, { log, onError }));
  closers.add('Kafka', () => bus.close());
  await mayUseViews(stores, waits);
  const register = openRegister(stores, registerName(book), NO_VERSIONS);
  closers.add('MongoDB', () => register.close());
  const origins = openOrigins(stores);
  closers.add('the origins in MongoDB', () => origins.close());
  const onSetAside = (name: string, why: string): void => logger.warn({ name, why }, 'read models were set aside');
  const isReadable = stores.readable && (await waits.until('MongoDB', () => canBeReadable(stores)));
  if (stores.readable && !isReadable) logger.warn(NO_DECIMALS);
  const projector = new SharedProjector({ stores, log, bus, book, register, origins, isReadable, onSetAside, onError });
  await waits.until('the topic in Kafka and the read models in MongoDB', () => projector.start());
  closers.add('the projector', () => projector.stop());
});
