import { KafkaBus } from '#bus-kafka/kafka-bus.js';
import { KafkaProbe } from '#bus-kafka/kafka-probe.js';
import { Breaker } from '#engine/breaker.js';
import { credible, type Witness } from '#engine/record/credible.js';
import type { Bus } from '#kernel/ports/bus.js';
import type { WriteAheadOrigins } from '#kernel/ports/origins.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import type { Register } from '#kernel/ports/register.js';
import type { SessionStore } from '#kernel/ports/session-store.js';
import type { TreeTiles } from '#kernel/ports/tree-tiles.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { isAway as isEventStoreAway } from '#log-eventstoredb/away.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { MongoOutbox } from '#outbox-mongodb/mongo-outbox.js';
import { MongoSessionStore } from '#sessions-mongodb/mongo-session-store.js';
import { isAway as isMongoAway } from '#views-mongodb/away.js';
import { connectTo } from '#views-mongodb/connection.js';
import { MongoOrigins } from '#views-mongodb/mongo-origins.js';
import { MongoProbe } from '#views-mongodb/mongo-probe.js';
import { MongoRegister } from '#views-mongodb/mongo-register.js';
import { MongoTreeTiles } from '#views-mongodb/mongo-tree-tiles.js';
import type { LiveDocuments } from '#engine/verify-live.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { GuardedLog } from './guarded-log.js';
import { SharedFacts, type Indexing } from './fact-index/shared-facts.js';
import { GuardedViews, type SharedStore, type SharedViews } from './guarded-views.js';
import { SettingsError } from './setting-values.js';
import type { Stores } from './settings.js';
import { SHARDS, topicOf } from './shared-book.js';

/** The adapters of a deployment over several machines. */

/** A version as it is stored, whose documents can be told with where they were written. */
export type StoredViews = SharedStore & LiveDocuments;

export type { Indexing } from './fact-index/shared-facts.js';
export type { GuardedLog } from './guarded-log.js';
export type { SharedStore, SharedViews } from './guarded-views.js';

type Distributed = Extract<Stores, { log: 'eventstoredb' }>;

/**
 * Whether the drivers can make sense of the addresses of the stores; asks no store.
 * @throws SettingsError without the driver's own words, which may quote the password
 */
export async function checkAddresses({ eventStoreUrl, mongoUri }: Distributed): Promise<void> {
  await opened('EVENTSTORE_URL', () => new EventStoreDbEventLog(eventStoreUrl));
  await opened('MONGODB_URI', () => new MongoProbe(mongoUri));
}

async function opened(name: string, open: () => { close(): Promise<void> }): Promise<void> {
  try {
    await open().close();
  } catch {
    throw new SettingsError(name, 'its driver cannot read it: look at its options and their values');
  }
}

/** The log of a deployment over several machines, to write and to read. */
export function openSharedLog({ eventStoreUrl, book }: Pick<Distributed, 'eventStoreUrl' | 'book'>): GuardedLog {
  return new GuardedLog(new EventStoreDbEventLog(eventStoreUrl, { book }), 'EventStoreDB', isEventStoreAway);
}

/** The bus of a deployment, believed as far as the log bears it out. @param book what its topic is named after */
export function openSharedBus(
  { kafka, busKey }: Distributed,
  book: string,
  witness: Pick<Witness, 'log' | 'onError'>,
): Bus {
  const { onError } = witness;
  const options = { connection: kafka, ...topicOf(book), key: busKey, onError };
  return credible(new KafkaBus(options), { ...witness, shards: SHARDS });
}

/** Why a bus without a key is slower than it could be. */
export const NO_KEY =
  'TALLY_BUS_KEY_FILE is not set: whoever can write to Kafka could write records, so none is believed and every event is read from the log';

/** A version for a process that keeps it. @param name its collections are named after it @param shards all that the book has */
export function openSharedViews(stores: Distributed, name: string, shards: number, schema: ViewSchema): SharedStore {
  return MongoViews.connect(stores.mongoUri, name, schema, shards);
}

/** A version as it is stored, for who walks through all of it beside those who keep it. Makes nothing. */
export function storedViews({ mongoUri }: Distributed, name: string, shards: number, schema: ViewSchema): StoredViews {
  return MongoViews.reader(mongoUri, name, schema, shards);
}

/** How far a version has come that others make. @param breaker of `guardViews` */
export function watchSharedViews(
  { mongoUri }: Distributed,
  name: string,
  shards: number,
  schema: ViewSchema,
  breaker: Breaker,
): Pick<SharedStore, 'position' | 'close'> {
  const store = MongoViews.reader(mongoUri, name, schema, shards);
  return { position: () => breaker.call(() => store.position()), close: () => store.close() };
}

/** A version for a process that only reads it. @param breaker of `guardViews` */
export function readSharedViews(
  { mongoUri: uri }: Distributed,
  name: string,
  shards: number,
  schema: ViewSchema,
  breaker: Breaker,
  indexing: Indexing,
): SharedViews {
  const facts = new SharedFacts(indexing, { uri, name, shards, schema });
  return new GuardedViews(MongoViews.reader(uri, name, schema, shards), facts, breaker);
}

/** Knows whether the store of the read models is away, for all in a process that ask it. @param probe of the same store */
export function guardViews(probe: Probe): Breaker {
  return new Breaker({ code: 'views-unavailable', store: 'MongoDB', probe: () => probe.ask(), isAway: isMongoAway });
}

/** A value beside the read models. @param name permanent @param initial what it is before anybody has changed it */
export function openRegister<Value>({ mongoUri }: Distributed, name: string, initial: Value): Register<Value> {
  return MongoRegister.connect(mongoUri, name, initial);
}

/** The same in a store whose absence is known; what is changed without an answer may be changed twice. */
export function guardRegister<Value>(register: Register<Value>, breaker: Breaker): Register<Value> {
  return {
    read: () => breaker.call(() => register.read()),
    change: (edit) => breaker.call(() => register.change(edit)),
    close: () => register.close(),
  };
}

/** What is to leave the house, beside the read models; `prepare` makes what it is found by. @param book whose id its collections are named after */
export function openSharedOutbox({ mongoUri }: Distributed, book: string): MongoOutbox {
  return new MongoOutbox(connectTo(mongoUri), `outbox-${book}`);
}

/** The same in a store whose absence is known, for callers. */
export function guardOutbox(outbox: Outbox, breaker: Breaker): Outbox {
  return {
    enqueue: (deliveries, now) => breaker.call(() => outbox.enqueue(deliveries, now)),
    takeOver: (deliveries) => breaker.call(() => outbox.takeOver(deliveries)),
    claim: (request) => breaker.call(() => outbox.claim(request)),
    settle: (claim, now, outcome) => breaker.call(() => outbox.settle(claim, now, outcome)),
    retry: (id, now) => breaker.call(() => outbox.retry(id, now)),
    get: (id) => breaker.call(() => outbox.get(id)),
    find: (find) => breaker.call(() => outbox.find(find)),
    open: () => breaker.call(() => outbox.open()),
    checkpoint: (reaction) => breaker.call(() => outbox.checkpoint(reaction)),
    moveOn: (reaction, from, to) => breaker.call(() => outbox.moveOn(reaction, from, to)),
    keep: (name, text) => breaker.call(() => outbox.keep(name, text)),
    close: () => outbox.close(),
  };
}

/** Who has signed in, in a store whose absence is known. @param book whose id its collection is named after */
export function openSharedSessions({ mongoUri }: Distributed, book: string, breaker: Breaker): SessionStore {
  const sessions = new MongoSessionStore(connectTo(mongoUri), `sessions-${book}`);
  return {
    keep: (session, now) => breaker.call(() => sessions.keep(session, now)),
    get: (id) => breaker.call(() => sessions.get(id)),
    extend: (id, until) => breaker.call(() => sessions.extend(id, until)),
    take: (id) => breaker.call(() => sessions.take(id)),
    takeOf: (signedOut) => breaker.call(() => sessions.takeOf(signedOut)),
    close: () => sessions.close(),
  };
}

/** Where the tree over the log is kept. @param book whose id its collection is named after */
export function openSharedTiles({ mongoUri }: Pick<Distributed, 'mongoUri'>, book: string): TreeTiles {
  return new MongoTreeTiles(connectTo(mongoUri), `tree-${book}`);
}

/** The same in a store whose absence is known. */
export function guardTiles(tiles: TreeTiles, breaker: Breaker): TreeTiles {
  return {
    generation: () => breaker.call(() => tiles.generation()),
    put: (...some) => breaker.call(() => tiles.put(...some)),
    tile: (...place) => breaker.call(() => tiles.tile(...place)),
    last: (generation) => breaker.call(() => tiles.last(generation)),
    around: (...place) => breaker.call(() => tiles.around(...place)),
    beginAnew: (after) => breaker.call(() => tiles.beginAnew(after)),
    close: () => tiles.close(),
  };
}

/** What the versions of the read models were made by and from. */
export function openOrigins({ mongoUri }: Distributed): WriteAheadOrigins {
  return MongoOrigins.connect(mongoUri);
}

/** The same in a store whose absence is known. */
export function guardOrigins(origins: WriteAheadOrigins, breaker: Breaker): WriteAheadOrigins {
  return {
    read: (names) => breaker.call(() => origins.read(names)),
    begin: (name, schema) => breaker.call(() => origins.begin(name, schema)),
    move: (name, from, to) => breaker.call(() => origins.move(name, from, to)),
    forget: (name) => breaker.call(() => origins.forget(name)),
    close: () => origins.close(),
  };
}

/** Asks a store for a sign of life; rejects within two seconds where there is none. */
export interface Probe {
  ask(): Promise<void>;
  close(): Promise<void>;
}

export function probeBus({ kafka }: Distributed): Probe {
  return new KafkaProbe(kafka);
}

export function probeViews({ mongoUri }: Distributed): Probe {
  return new MongoProbe(mongoUri);
}
