import { viewsContract } from '#testing/views.contract.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';

viewsContract('memory', (schema) => new MemoryViews(schema));
viewsContract('sqlite', (schema) => SqliteViews.openWriter(':memory:', schema));
