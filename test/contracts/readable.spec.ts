import { afterAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BSON, MongoClient, type Db, type Decimal128 } from 'mongodb';
import { createProjection } from '#book/projecting/projection.js';
import { groundOf } from '#engine/project/elsewhere.js';
import { runsOf } from '#engine/project/runs.js';
import { shardOf } from '#engine/shards.js';
import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import type { RecordedEvent } from '#kernel/event.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Batch, Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { readableOf, VIEW_SCHEMA } from '#subjects/tables.js';
import { recorded } from '#testing/book-events.js';
import { dying, Steps } from '#testing/dying.js';
import { STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBook, type Arrival } from '#testing/random-book.js';
import { alsoMerged } from '#testing/random-merges.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { MongoReadable, type MongoReadableOptions } from '#views-mongodb/readable/mongo-readable.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { withServer } from './with-server.js';

const SHARDS = 2;
const RUNS = 20;
const MOST = 3;
/** Into one that is merged into another, that into the third. */
const CHAIN = 3;
const book = alsoMerged(randomBook, CHAIN, 4);
const PARTS = ['stage', 'tier', 'region'];

/** A random book as batches, and the read models in memory that have them. */
async function batched(events: readonly RecordedEvent[]): Promise<{ batches: readonly Batch[]; views: MemoryViews }> {
  const views = new MemoryViews(VIEW_SCHEMA);
  const readAll: EventLog['readAll'] = (after, limit) =>
    Promise.resolve(events.filter(({ position }) => position > after).slice(0, limit));
  const batches: Batch[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    const projection = createProjection(UTC, STRICT);
    const own = events.filter(({ key }) => shardOf(key, SHARDS) === shard);
    const ground = groundOf(shard, { log: { readAll }, views, shards: SHARDS });
    const to = events.at(-1)?.position ?? 0;
    for (const run of runsOf({ from: 0, to, events: own }, (instant) => UTC.dayOf(instant), MOST)) {
      const changes = await projection.project(
        run.events.map((event) => projection.decode(event)),
        ground,
      );
      const batch = { shard, from: run.from, to: run.to, ...changes };
      expect(await views.apply(batch)).toBe('applied');
      batches.push(batch);
    }
  }
  return { batches, views };
}

/** Cells as sorted text; without those that come to nothing. */
async function summed(views: Views, request: Partial<SumRequest>): Promise<ReadonlyMap<string, bigint>> {
  const asked = { series: 'moves', measures: ['moves'], where: {}, group: [], windows: [], ...request };
  const { cells } = await views.sums([asked]);
  return new Map((cells[0] ?? []).map(({ group, sums }) => [group.join('/'), sums[0] ?? 0n]));
}

/** The population of each part on a day as known on another, from the facts. */
async function population(views: Views, day: number, known: number): Promise<readonly string[]> {
  const ask = (side: string) =>
    summed(views, {
      group: PARTS.map((part) => `${side}_${part}`),
      windows: [{ to: day }],
      recordedTo: known,
    });
  const [to, from] = [await ask('to'), await ask('from')];
  const parts = [...new Set([...to.keys(), ...from.keys()])].filter((part) => part !== '//');
  return parts
    .map((part) => `${part}=${String((to.get(part) ?? 0n) - (from.get(part) ?? 0n))}`)
    .filter((text) => !text.endsWith('=0'))
    .sort();
}

const date = (day: number): Date => new Date(day * 86_400_000);
const group = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `$${name}`]));
type Id = Readonly<Record<string, string | boolean | null>>;
const shown = (id: Id, names: readonly string[]): string => names.map((name) => String(id[name] ?? '')).join('/');

/** The same from the stays that people read. */
async function stays(db: Db, version: string, day: number, known: number): Promise<readonly string[]> {
  const found = await db
    .collection(`${version}.standings`)
    .aggregate<{ _id: Id; count: number }>([
      {
        $match: {
          from: { $lte: date(day) },
          to: { $gt: date(day) },
          recordedFrom: { $lte: date(known) },
          recordedTo: { $gt: date(known) },
        },
      },
      { $group: { _id: group(PARTS), count: { $sum: '$count' } } },
      { $match: { count: { $ne: 0 } } },
    ])
    .toArray();
  return found.map(({ _id, count }) => `${shown(_id, PARTS)}=${String(count)}`).sort();
}

/** Net revenue and orders by region, converted or not, up to a day as known on another, from the rows that people read. */
async function sales(db: Db, version: string, day: number, known: number): Promise<readonly string[]> {
  const by = ['region', 'converted'];
  const found = await db
    .collection(`${version}.revenue_daily`)
    .aggregate<{ _id: Id; net: Decimal128; orders: number }>([
      { $match: { day: { $lte: date(day) }, recorded: { $lte: date(known) } } },
      { $group: { _id: group(by), net: { $sum: '$net' }, orders: { $sum: '$orders' } } },
    ])
    .toArray();
  return found
    .map(({ _id, net, orders }) => `${shown(_id, by)}=${formatDecimal(parseDecimal(net.toString()))} ${String(orders)}`)
    .filter((text) => !text.endsWith('=0 0'))
    .sort();
}

/** The same from the facts. */
async function salesCounted(views: Views, day: number, known: number): Promise<readonly string[]> {
  const { cells } = await views.sums([
    {
      series: 'sales',
      measures: ['gross', 'discount', 'refunded', 'orders'],
      where: {},
      group: ['region', 'converted'],
      windows: [{ to: day }],
      recordedTo: known,
    },
  ]);
  return (cells[0] ?? [])
    .map(({ group: [region = '', converted], sums: [gross = 0n, discount = 0n, refunded = 0n, orders = 0n] }) => {
      const net = formatDecimal(gross - discount - refunded);
      return `${region}/${String(converted === '1')}=${net} ${String(orders)}`;
    })
    .filter((text) => !text.endsWith('=0 0'))
    .sort();
}

/** Everything in the readable collections of a version, as text. */
async function everything(db: Db, version: string): Promise<readonly string[]> {
  const all: string[] = [];
  for (const { name } of readableOf(STRICT))
    for await (const row of db.collection(`${version}.${name}`).find())
      all.push(`${name} ${BSON.EJSON.stringify(row)}`);
  return all.sort();
}

withServer('MONGODB_SECOND_URI', (uri) => {
  const client = new MongoClient(uri);
  const db = client.db();
  afterAll(() => client.close());
  let today = FIRST_DAY + DAYS;
  const options = (name: string): MongoReadableOptions => ({
    name,
    schema: VIEW_SCHEMA,
    readable: readableOf(STRICT),
    today: () => today,
  });
  /** A process that dies at a step while it follows. */
  const dieFollowing = async (name: string, step: number): Promise<void> => {
    const own = new MongoClient(uri);
    const readable = new MongoReadable(own, options(name), dyingDb(own.db(), new Steps(step)));
    await Promise.allSettled([0, 1].map((shard) => readable.follow(shard)));
    await readable.close();
  };
  const kept = async (book: readonly Arrival[]): Promise<{ name: string; views: MemoryViews }> => {
    const name = `readable-${nextEventId()}`;
    const { batches, views } = await batched(recorded(book));
    const stored = MongoViews.connect(uri, name, VIEW_SCHEMA, SHARDS);
    for (const batch of batches) expect(await stored.apply(batch)).toBe('applied');
    await stored.close();
    return { name, views };
  };
  const forget = async (name: string): Promise<void> => {
    const views = MongoViews.connect(uri, name, VIEW_SCHEMA, SHARDS);
    await views.drop();
    await views.close();
  };
  const follow = async (name: string): Promise<void> => {
    const readable = MongoReadable.connect(uri, options(name));
    for (let shard = 0; shard < SHARDS; shard++) await readable.follow(shard);
    expect([...(await readable.behind())]).toEqual([]);
    // Customers who are one are shown together as soon as all of them are there.
    for (let i = 0; i < CHAIN; i++) await readable.refresh(today);
    await readable.close();
  };

  it('what people read is what the facts say, on both clocks, wherever those who write it die', async () => {
    const day = fc.integer({ min: FIRST_DAY - 10, max: FIRST_DAY + 2 * DAYS });
    await fc.assert(
      fc.asyncProperty(
        book,
        fc.array(fc.nat(300), { maxLength: 4 }),
        fc.array(fc.tuple(day, day), { minLength: 6, maxLength: 6 }),
        async (arrivals, deaths, asked) => {
          const { name, views } = await kept(arrivals);
          await Promise.all(deaths.map((step) => dieFollowing(name, step)));
          await follow(name);
          for (const [on, known] of asked) {
            expect(await stays(db, name, on, known)).toEqual(await population(views, on, known));
            expect(await sales(db, name, on, known)).toEqual(await salesCounted(views, on, known));
          }
          await forget(name);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('a batch that is written again, long after, changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(book, fc.infiniteStream(fc.nat(1_000)), async (arrivals, dice) => {
        const { name } = await kept(arrivals);
        await follow(name);
        const before = await everything(db, name);
        // Somebody who believes to be at the beginning, or anywhere.
        const checkpoints = db.collection<{ _id: number; position: number }>(`${name}.readable`);
        const heads = await db.collection<{ shard: number; from: number }>(`${name}.batches`).find().toArray();
        const { shard, from } = heads[Number(dice.next().value) % heads.length] ?? { shard: 0, from: 0 };
        await checkpoints.updateOne({ _id: shard }, { $set: { position: from } });
        await follow(name);
        expect(await everything(db, name)).toEqual(before);
        await forget(name);
      }),
      { numRuns: RUNS },
    );
  });

  it('customers are as questions show them today, also when nothing has happened but time', async () => {
    await fc.assert(
      fc.asyncProperty(book, fc.nat(DAYS), fc.nat(40), async (arrivals, first, later) => {
        today = FIRST_DAY + first;
        const { name, views } = await kept(arrivals);
        await follow(name);
        const readable = MongoReadable.connect(uri, options(name));
        for (const day of [today, today + later]) {
          today = day;
          for (let i = 0; i < CHAIN; i++) await readable.refresh(today);
          const stages = await db
            .collection(`${name}.customers`)
            .aggregate<{ _id: Id; count: number }>([
              { $match: { stage: { $ne: null } } },
              { $group: { _id: group(PARTS), count: { $sum: 1 } } },
            ])
            .toArray();
          const found = stages.map(({ _id, count }) => `${shown(_id, PARTS)}=${String(count)}`).sort();
          expect(found).toEqual(await population(views, today, Infinity));
        }
        await readable.close();
        await forget(name);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Every command is a step. */
function dyingDb(db: Db, steps: Steps): Db {
  const commands = ['insertMany', 'bulkWrite', 'updateOne', 'findOne', 'find', 'createIndex'];
  return Object.assign(Object.create(db) as Db, {
    collection: (...args: Parameters<Db['collection']>) => dying(db.collection(...args), commands, steps),
  });
}
