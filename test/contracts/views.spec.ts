import { nextEventId } from '#kernel/event-ids.js';
import { viewsContract } from '#testing/views.contract.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { withServer } from './with-server.js';

viewsContract('memory', (schema) => new MemoryViews(schema));
viewsContract('sqlite', (schema) => SqliteViews.openWriter(':memory:', schema));
withServer('MONGODB_URI', (uri) =>
  viewsContract('mongodb', (schema) => MongoViews.connect(uri, `test-${nextEventId()}`, schema)),
);
