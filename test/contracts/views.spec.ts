import { expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextEventId } from '#kernel/event-ids.js';
import type { Views } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import type { Problem } from '#kernel/problem.js';
import { saleRow, SCHEMA } from '#testing/random-views.js';
import { readersContract } from '#testing/readers.contract.js';
import { viewsContract } from '#testing/views.contract.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { ThreadedViews } from '#views-sqlite/threaded-views.js';
import { withMongoServers } from './with-server.js';

viewsContract('memory', (schema) => new MemoryViews(schema));
viewsContract('sqlite', (schema) => SqliteViews.openWriter(':memory:', schema));

const unexpected = (error: unknown): never => {
  throw new Error('a thread that reads has stopped', { cause: error });
};
const SQLITE_READERS: Readonly<Record<string, (file: string, schema: ViewSchema) => Views>> = {
  'sqlite, read beside': (file, schema) => SqliteViews.openReader(file, schema),
  'sqlite, read beside for long': (file, schema) => SqliteViews.openLastingReader(file, schema),
  'sqlite, read in a thread': (file, schema) => new ThreadedViews(file, schema, unexpected),
};
for (const [name, openReader] of Object.entries(SQLITE_READERS))
  readersContract(name, (schema) => {
    const folder = mkdtempSync(join(tmpdir(), 'tally-views-'));
    const file = join(folder, 'views.sqlite');
    return {
      writer: SqliteViews.openWriter(file, schema),
      reader: () => openReader(file, schema),
      remove: () => rmSync(folder, { recursive: true }),
    };
  });

withMongoServers((adapter, uri) => {
  viewsContract(adapter, (schema) => MongoViews.connect(uri, `test-${nextEventId()}`, schema));
  readersContract(`${adapter}, read beside`, (schema) => {
    const name = `test-${nextEventId()}`;
    return {
      writer: MongoViews.connect(uri, name, schema),
      reader: () => MongoViews.reader(uri, name, schema, 0),
      remove: () => undefined,
    };
  });

  it(`${adapter}: answers from what another release made as far as that goes, and says so of the rest`, async () => {
    const name = `test-${nextEventId()}`;
    const narrow = { ...SCHEMA, series: SCHEMA.series.slice(0, 1), collections: [] };
    const [writer, reader] = [MongoViews.connect(uri, name, narrow), MongoViews.reader(uri, name, narrow, 0)];
    await writer.apply({ shard: 0, from: 0, to: 1, facts: [saleRow({})], documents: [] });
    const ask = { series: 'sales', measures: ['orders'], where: {}, group: [], windows: [{ to: 1000 }] };
    expect(await reader.sums([ask])).toEqual({ position: 1, cells: [[{ window: 0, group: [], sums: [1n] }]] });
    const lacking = [
      reader.sums([{ ...ask, series: 'gaps' }]),
      reader.sums([{ ...ask, group: ['colour'] }]),
      reader.sums([{ ...ask, measures: ['weight'] }]),
      reader.find('things', { limit: 1 }),
    ];
    const refusals = await Promise.allSettled(lacking);
    expect(refusals.map((refusal) => refusal.status === 'rejected' && (refusal.reason as Problem).code)).toEqual(
      lacking.map(() => 'views-unavailable'),
    );
    await Promise.all([writer.close(), reader.close()]);
  });
});
