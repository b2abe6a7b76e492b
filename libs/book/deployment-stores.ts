import { TiledLogTree } from '#engine/tree/tiled-log-tree.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import { recordOpening, type BookSettings } from '#ledger/book.js';
import {
  guardOrigins,
  guardOutbox,
  guardRegister,
  guardTiles,
  guardViews,
  openOrigins,
  openRegister,
  openSharedLog,
  openSharedOutbox,
  openSharedSessions,
  openSharedTiles,
  probeViews,
  type Indexing,
} from '#platform/distributed-adapters.js';
import type { Running } from '#platform/run-process.js';
import { checkSharedKeyring, openSharedKeyring } from '#platform/shared-keys.js';
import { mayUseLog, mayUseViews } from '#platform/store-checks.js';
import type { BookStores, ModelsParts } from './open-book.js';
import { olderBook, sharedBook, type SharedBook } from './shared-book.js';
import { registerName, sharedModels } from './versions/shared-versions.js';
import { NO_VERSIONS } from './versions/state.js';

/** A book in the stores of a deployment, for a process that records in it. Resolves when its log can be used. @throws Refused */
export async function openDeployment({ settings, log: logger, health, waits, closers }: Running): Promise<BookStores> {
  const { stores } = settings;
  const log = openSharedLog(stores);
  const probe = probeViews(stores);
  closers.add('EventStoreDB', () => log.close());
  closers.add('the probe of MongoDB', () => probe.close());
  const breaker = guardViews(probe);
  health.readiness
    .needsAnswer('EventStoreDB', () => Promise.all([log.answersReads(), log.appendable()]))
    .needsAnswer('MongoDB', () => breaker.ask());
  await mayUseLog(stores, waits, { appends: true });
  let id = '';
  const begun = Promise.withResolvers<SharedBook>();

  const begin = async (opening: BookSettings, now: Date) => {
    const older = await waits.until('EventStoreDB', () => olderBook(stores, log));
    if (older !== undefined) logger.warn(older);
    await waits.until('the book in EventStoreDB', () => recordOpening(log, opening, now));
    const book = await sharedBook(stores, log, waits);
    begun.resolve(book);
    id = book.id;
    return book.calendar;
  };
  const openModels = async ({ workshop, replays, onLost }: ModelsParts) => {
    const book = await begun.promise;
    const register = guardRegister(openRegister(stores, registerName(book), NO_VERSIONS), breaker);
    closers.add('MongoDB', () => register.close());
    const origins = guardOrigins(openOrigins(stores), breaker);
    closers.add('the origins in MongoDB', () => origins.close());
    const onSetAside = (name: string, why: string): void => logger.warn({ name, why }, 'read models were set aside');
    const { readers, index, sql, onError } = workshop;
    const indexing: Indexing = { index, folder: replays.folder, forget: (version) => sql.forget(version) };
    const own = { stores, log, book, register, origins, breaker, indexing };
    const models = sharedModels({ ...own, replays, readers, onSetAside, onLost, onError });
    closers.add('the read models', () => models.close());
    // Closed first: nobody waits for a store from then on.
    closers.add('the waits for MongoDB', async () => breaker.close());
    await mayUseViews(stores, waits);
    await waits.until('the keys in MongoDB', () => checkSharedKeyring(stores, id, settings.personalKeys));
    await waits.until('the read models in MongoDB', () => models.check());
    models.start();
    const trouble = async (): Promise<string | undefined> => {
      if (models.alive()) return models.trouble;
      await breaker.ask();
      return models.trouble ?? 'they do not answer';
    };
    return { models, trouble };
  };
  const openOutbox = (): Outbox => {
    const outbox = guardOutbox(openSharedOutbox(stores, id), breaker);
    closers.add('the outbox', () => outbox.close());
    return outbox;
  };
  let opened: TiledLogTree | undefined;
  const tree = (): TiledLogTree => (opened ??= new TiledLogTree(log, guardTiles(openSharedTiles(stores, id), breaker)));
  return {
    log,
    soleWriter: false,
    begin,
    openModels,
    openOutbox,
    openAudit: () => log.audit(),
    openSessions: () => openSharedSessions(stores, id, breaker),
    openKeyring: () => openSharedKeyring(stores, id, settings.personalKeys),
    openTree: () => tree(),
    remakeTree: () => tree().remake(),
    auditedAt: () => ({
      stores: { eventStoreUrl: stores.eventStoreUrl, mongoUri: stores.mongoUri, book: stores.book },
      id,
    }),
    inTime: (work) => log.inTime(work),
  };
}
