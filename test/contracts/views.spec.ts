import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AskedViews } from '#engine/views/asked-views.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { FactState } from '#kernel/ports/fact-index.js';
import type { Views } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import type { Problem } from '#kernel/problem.js';
import type { IndexedVersion } from '#platform/fact-index/index-messages.js';
import { IndexProcess } from '#platform/fact-index/index-process.js';
import { SharedFacts } from '#platform/fact-index/shared-facts.js';
import { saleRow, SCHEMA } from '#testing/random-views.js';
import { figuresContract } from '#testing/figures.contract.js';
import { cases } from '#testing/night.js';
import { readersContract } from '#testing/readers.contract.js';
import { ScratchIndexes } from '#testing/scratch-indexes.js';
import { viewsContract } from '#testing/views.contract.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { ThreadedViews } from '#platform/views-thread/threaded-views.js';
import { viewsFile } from '#views-sqlite/version-files.js';
import { withMongoServers } from './with-server.js';

const indexes = new ScratchIndexes();
afterAll(() => indexes.remove());

viewsContract('memory', (schema) => new MemoryViews(schema));
viewsContract('sqlite', (schema) => indexes.over(SqliteViews.openWriter(':memory:', schema)));
/** Books of which figures are compared. */
const BOOKS = cases({ day: 4, night: 30 });
figuresContract('sqlite', (schema) => indexes.over(SqliteViews.openWriter(':memory:', schema)), BOOKS);

const unexpected = (error: unknown): never => {
  throw new Error('a thread that reads has stopped', { cause: error });
};
const SQLITE_READERS: Readonly<Record<string, (version: IndexedVersion, schema: ViewSchema) => Views>> = {
  'sqlite, read beside': ({ folder, name }, schema) =>
    indexes.over(SqliteViews.openReader(viewsFile(folder, name), schema)),
  'sqlite, read elsewhere': readElsewhere,
};
for (const [name, openReader] of Object.entries(SQLITE_READERS))
  readersContract(name, (schema) => {
    const folder = mkdtempSync(join(tmpdir(), 'tally-views-'));
    const version = { folder, name: '0.1' };
    return {
      writer: indexes.over(SqliteViews.openWriter(viewsFile(folder, version.name), schema)),
      reader: () => openReader(version, schema),
      remove: () => rmSync(folder, { recursive: true }),
    };
  });

/** Documents in a thread, figures in a process beside this one, as a process reads them. */
function readElsewhere(version: IndexedVersion, schema: ViewSchema): Views {
  const index = new IndexProcess({ schema, memory: 256, threads: 2 }, unexpected);
  const asking = <Answer>(ask: (facts: FactState) => Promise<Answer>): Promise<Answer> =>
    index.asked((client) => ask(client.of(version)));
  const views = new AskedViews(new ThreadedViews(version, schema, unexpected), {
    sums: (requests) => asking((facts) => facts.sums(requests)),
    firstDay: (series) => asking((facts) => facts.firstDay(series)),
  });
  const close = async (): Promise<void> => {
    await AskedViews.prototype.close.call(views);
    await index.close();
  };
  return Object.assign(views, { close });
}

/** Asked by who has just looked how far the version is. */
function looking(facts: SharedFacts): FactState {
  return {
    sums: async (requests, step) => {
      await facts.follow();
      return facts.sums(requests, step);
    },
    firstDay: async (series, step) => {
      await facts.follow();
      return facts.firstDay(series, step);
    },
  };
}

withMongoServers((adapter, uri) => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-shared-'));
  const index = new IndexProcess({ schema: SCHEMA, memory: 256, threads: 2 }, unexpected);
  afterAll(async () => {
    await index.close();
    rmSync(folder, { recursive: true });
  });
  /** Documents on this thread, figures in a process beside this one, as a process reads what others keep. */
  const read = (name: string, schema: ViewSchema): Views => {
    const shared = new SharedFacts(
      { index, folder, forget: () => Promise.resolve() },
      { uri, name, shards: 0, schema },
    );
    const facts = looking(shared);
    const store = MongoViews.reader(uri, name, schema, 0);
    const close = async (): Promise<void> => {
      await shared.close();
      await store.close();
    };
    return Object.assign(new AskedViews(store, facts), { close });
  };
  const connected = (schema: ViewSchema) => indexes.over(MongoViews.connect(uri, `test-${nextEventId()}`, schema));
  viewsContract(adapter, connected);
  figuresContract(adapter, connected, BOOKS);
  readersContract(`${adapter}, read beside`, (schema) => {
    const name = `test-${nextEventId()}`;
    return {
      writer: indexes.over(MongoViews.connect(uri, name, schema)),
      reader: () => read(name, schema),
      remove: () => undefined,
    };
  });

  it(`${adapter}: answers from what another release made as far as that goes, and says so of the rest`, async () => {
    const name = `test-${nextEventId()}`;
    const narrow = { ...SCHEMA, series: SCHEMA.series.slice(0, 1), collections: [] };
    const [writer, reader] = [MongoViews.connect(uri, name, narrow), read(name, narrow)];
    await writer.apply({ shard: 0, from: 0, to: 1, facts: [saleRow({})], documents: [] });
    const ask = { series: 'sales', measures: ['orders'], where: {}, group: [], windows: [{ to: 1000 }] };
    expect(await reader.sums([ask])).toMatchObject({ position: 1, cells: [[{ window: 0, group: [], sums: [1n] }]] });
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
