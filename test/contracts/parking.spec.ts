import { afterAll } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { cases } from '#testing/night.js';
import { parkingContract } from '#testing/parking.contract.js';
import { ScratchIndexes } from '#testing/scratch-indexes.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { withMongoServers } from './with-server.js';

const indexes = new ScratchIndexes();
afterAll(() => indexes.remove());

parkingContract('memory', (schema) => new MemoryViews(schema), 150);
parkingContract(
  'sqlite',
  (schema) => indexes.over(SqliteViews.openWriter(':memory:', schema)),
  cases({ day: 10, night: 30 }),
);
withMongoServers((adapter, uri) =>
  parkingContract(
    adapter,
    (schema) => indexes.over(MongoViews.connect(uri, `test-${nextEventId()}`, schema)),
    cases({ day: 5, night: 20 }),
  ),
);
