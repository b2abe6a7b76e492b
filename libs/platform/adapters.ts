import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import { KafkaBus } from '#bus-kafka/kafka-bus.js';
import { KafkaProbe } from '#bus-kafka/kafka-probe.js';
import type { Bus } from '#kernel/ports/bus.js';
import { Breaker } from '#engine/breaker.js';
import { credible, type Witness } from '#engine/record/credible.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Origins } from '#kernel/ports/origins.js';
import type { LogAudit } from '#engine/verify.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import type { AuditableViews, Views } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { lockFolder } from '#log-sqlite/folder-lock.js';
import { isAway as isEventStoreAway } from '#log-eventstoredb/away.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { auditLog as auditLogFile } from '#log-sqlite/audit.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { isAway as isMongoAway } from '#views-mongodb/away.js';
import { MongoOrigins } from '#views-mongodb/mongo-origins.js';
import { MongoProbe } from '#views-mongodb/mongo-probe.js';
import { MongoRegister } from '#views-mongodb/mongo-register.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { ThreadedViews } from '#views-sqlite/threaded-views.js';
import { GuardedLog } from './guarded-log.js';
import { GuardedViews, type SharedViews } from './guarded-views.js';
import { SettingsError } from './setting-values.js';
import { logFile, RestoreUnfinished, unfinishedLog } from './log-copies.js';
import type { Settings, Stores } from './settings.js';
import { SHARDS, topicOf } from './shared-book.js';

/** The one module that names adapters, with `log-copies`. Everything else speaks to ports. */

export { FolderInUse } from '#log-sqlite/folder-lock.js';
export type { GuardedLog } from './guarded-log.js';
export type { SharedViews } from './guarded-views.js';
export type { ThreadedViews } from '#views-sqlite/threaded-views.js';

/**
 * The log of a data folder, for its one writing process, and why nothing can be appended to it.
 * @throws FolderInUse @throws RestoreUnfinished
 */
export function openLog(
  folder: string,
  clock: () => Date,
): { readonly log: EventLog; trouble(): Promise<string | undefined>; close(): Promise<void> } {
  const unlock = lockFolder(folder);
  try {
    if (existsSync(unfinishedLog(folder))) throw new RestoreUnfinished(folder);
    const log = SqliteEventLog.open(logFile(folder), clock);
    return { log, trouble: () => log.trouble(), close: () => log.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Whether a data folder has a log. Makes nothing. */
export function hasLog(folder: string): boolean {
  return existsSync(logFile(folder));
}

/** A log read beside its writer; `hint` passes on that the writer has appended. */
export interface FollowedLog extends EventLog {
  hint(): void;
}

/** The log for reading, beside whoever writes it. */
export function followLog({ stores, dataDir }: Pick<Settings, 'stores' | 'dataDir'>): FollowedLog {
  if (stores.log === 'sqlite') return SqliteEventLog.openReader(logFile(dataDir));
  // It hears of appends by itself.
  return Object.assign(new EventStoreDbEventLog(stores.eventStoreUrl, { book: stores.book }), {
    hint: () => undefined,
  });
}

/** Looks at every event of the log of a data folder, beside whoever writes it. */
export function auditLog(folder: string): LogAudit {
  return auditLogFile(logFile(folder));
}

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
export function openSharedLog({ eventStoreUrl, book }: Distributed): GuardedLog {
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
export function openSharedViews(stores: Distributed, name: string, shards: number, schema: ViewSchema): SharedViews {
  return MongoViews.connect(stores.mongoUri, name, schema, shards);
}

/** A version for a process that only reads it. @param breaker of `guardViews` */
export function readSharedViews(
  stores: Distributed,
  name: string,
  shards: number,
  schema: ViewSchema,
  breaker: Breaker,
): SharedViews {
  return new GuardedViews(MongoViews.reader(stores.mongoUri, name, schema, shards), breaker);
}

/** Knows whether the store of the read models is away, for all in a process that ask it. @param probe of the same store */
export function guardViews(probe: Probe): Breaker {
  return new Breaker({ code: 'views-unavailable', store: 'MongoDB', probe: () => probe.ask(), isAway: isMongoAway });
}

/** A value that all processes of a deployment see and change. */
export interface Register<Value> {
  read(): Promise<Value>;
  /** One change after another; `edit` answers undefined to leave it as it is. @returns the value as it is then */
  change(edit: (value: Value) => Value | undefined): Promise<Value>;
  close(): Promise<void>;
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

/** What the versions of the read models were made by and from. */
export function openOrigins({ mongoUri }: Distributed): Origins {
  return MongoOrigins.connect(mongoUri);
}

/** The same in a store whose absence is known. */
export function guardOrigins(origins: Origins, breaker: Breaker): Origins {
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

export function openBus(onError: (error: unknown) => void): Bus {
  return new InProcessBus({ onError });
}

/** What is to leave the house of a data folder; made if it is not there. */
export function openOutbox(folder: string): Outbox {
  return SqliteOutbox.open(join(folder, 'outbox.sqlite'));
}

/** Versions of the read models lie side by side in a folder, each in files named after it. */
function viewsFile(folder: string, name: string): string {
  return join(folder, `views-${name}.sqlite`);
}

/** A version of the read models for its one writer; made if it does not exist. */
export function openViews(folder: string, name: string, schema: ViewSchema): AuditableViews {
  return SqliteViews.openWriter(viewsFile(folder, name), schema);
}

/** A version read in a thread of its own, so that no answer holds up another request. */
export function readViewsInThread(
  folder: string,
  name: string,
  schema: ViewSchema,
  onError: (error: unknown) => void,
): ThreadedViews {
  return new ThreadedViews(viewsFile(folder, name), schema, onError);
}

/** Read models that stay open for long, for one reader at a time. */
export interface LastingViews extends Views {
  /** Whatever is read is of one state from now on, until what this returns is called. */
  hold(): () => void;
}

/** A version read beside its writer, on this thread, that keeps at hand what the next question may need. */
export function readLastingViews(folder: string, name: string, schema: ViewSchema): LastingViews {
  return SqliteViews.openLastingReader(viewsFile(folder, name), schema);
}

/** A version read beside its writer, on this thread. */
export function readViews(folder: string, name: string, schema: ViewSchema): AuditableViews {
  return SqliteViews.openReader(viewsFile(folder, name), schema);
}

/** A version as it is at this moment, whatever its writer adds meanwhile. */
export function snapshotViews(folder: string, name: string, schema: ViewSchema): AuditableViews {
  return SqliteViews.openSnapshot(viewsFile(folder, name), schema);
}

/** A version read on this thread that an earlier release may have made: what it has. */
export function readOlderViews(folder: string, name: string, schema: ViewSchema): Views {
  return SqliteViews.openOlderReader(viewsFile(folder, name), schema);
}

/** The versions in a folder, and how each fits this schema: see `SqliteViews.layoutOf`. */
export async function listViews(folder: string, schema: ViewSchema) {
  const names = await allViews(folder);
  return names.map((name) => ({ name, layout: SqliteViews.layoutOf(viewsFile(folder, name), schema) }));
}

/** Removes every version that `keep` does not name, and those of other schemas. */
export async function removeOtherViews(folder: string, keep: readonly string[]): Promise<void> {
  for (const name of await allViews(folder)) if (!keep.includes(name)) await removeViews(folder, name);
}

export async function removeViews(folder: string, name: string): Promise<void> {
  const file = viewsFile(folder, name);
  for (const part of ['', '-rollups'])
    for (const kind of ['', '-wal', '-shm']) await rm(file + part + kind, { force: true });
}

async function allViews(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files.flatMap((file) => /^views-(.*)\.sqlite$/.exec(file)?.[1] ?? []);
}

/** The version that is served; undefined in a folder that never served one. */
export async function servedVersion(folder: string): Promise<string | undefined> {
  const file = join(folder, 'served');
  return existsSync(file) ? (await readFile(file, 'utf8')).trim() : undefined;
}

/** Switches to another version: on disk before this resolves, whole or not at all. */
export async function serveVersion(folder: string, name: string): Promise<void> {
  const file = join(folder, 'served');
  const handle = await open(`${file}.new`, 'w');
  try {
    await handle.writeFile(`${name}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

/** The folder of read models that are thrown away with the process, empty. */
export async function scratchFolder(folder: string): Promise<string> {
  const scratch = join(folder, 'scratch');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  return scratch;
}
