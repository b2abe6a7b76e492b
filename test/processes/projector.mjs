/**
 * A projector without a broker: follows a log in SQLite into read models in MongoDB, several shards, and says when it has all of it. Faults
 * tests kill it. `node test/processes/projector.mjs LOG MONGODB_URI VERSION SHARDS`
 */
import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import { createProjection } from '#book/projecting/projection.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { Calendar } from '#kernel/time/calendar.js';
import { project } from '#engine/project/project.js';
import { relay } from '#engine/relay/relay.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';

const BATCH = 12;
const [file, uri, name, shards] = process.argv.slice(2);
const calendar = new Calendar('UTC', 1);
const log = SqliteEventLog.openReader(file);
const views = MongoViews.connect(uri, name, VIEW_SCHEMA, Number(shards));
const onError = (error) => process.stderr.write(`${String(error)}\n`);
const bus = new InProcessBus({ onError });
// In small batches, so that there are many.
const small = {
  subscribe: (group, handler) =>
    bus.subscribe(group, async (shard, records) => {
      for (let i = 0; i < records.length; i += BATCH) await handler(shard, records.slice(i, i + BATCH));
    }),
};
const tail = await log.tail();
await project({
  bus: small,
  group: name,
  log,
  views,
  projection: createProjection(calendar),
  shards: Number(shards),
  dayOf: (instant) => calendar.dayOf(instant),
  onProgress: () => undefined,
});
relay({ log, bus, shards: Number(shards), from: 0, onError });
process.stdout.write('follows\n');
const position = () => views.position().catch(() => 0);
while ((await position()) < tail) await new Promise((resolve) => setTimeout(resolve, 20));
process.stdout.write(`has all up to ${String(tail)}\n`);
