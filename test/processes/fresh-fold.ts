import { DEFAULT_SET, readPolicySets } from '#subjects/policies/policy-sets.js';
import { createProjection } from '#book/projecting/projection.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { Calendar } from '#kernel/time/calendar.js';
import { foldInto } from '#engine/fold.js';
import { firstDifference } from '#engine/verify.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { SHARDS } from '#platform/shared-book.js';
import { ScratchIndexes } from '#testing/scratch-indexes.js';
import { NO_VERSIONS, publicationOf, type Versions } from '#book/versions/state.js';
import { MongoRegister } from '#views-mongodb/mongo-register.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { MemoryViews } from '#views-memory/memory-views.js';

/**
 * The first place where the served read models of a deployment are not what a fold of its whole log gives, undefined where there is none:
 * nothing is missing and nothing counted twice. Waits for nothing: they have to be there.
 */
export async function differenceFromFreshFold(env: Readonly<Record<string, string>>): Promise<string | undefined> {
  const { EVENTSTORE_URL = '', MONGODB_URI = '', TALLY_BOOK: book = 'tallybook' } = env;
  const log = new EventStoreDbEventLog(EVENTSTORE_URL, { book });
  const [opened] = await log.readStream('book');
  if (opened === undefined) throw new Error('the log has no book');
  const { served = '' } = await versionsOf(opened.id, MONGODB_URI);
  const { timeZone, fiscalStart } = opened.data as { readonly timeZone: string; readonly fiscalStart: number };
  const calendar = new Calendar(timeZone, fiscalStart);
  const sets = await readPolicySets(log, calendar);
  const { policies } = sets.find(({ position }) => position === publicationOf(served)) ?? DEFAULT_SET;
  const store = MongoViews.reader(MONGODB_URI, served, VIEW_SCHEMA, SHARDS);
  const indexes = new ScratchIndexes();
  const stored = indexes.over(store);
  const right = new MemoryViews(VIEW_SCHEMA);
  const to = await store.position();
  const projection = createProjection(calendar, policies);
  await foldInto({ log, views: right, projection, dayOf: (instant) => calendar.dayOf(instant), to });
  const difference = await firstDifference(stored, right);
  await Promise.all([stored.close(), right.close(), log.close()]);
  indexes.remove();
  return difference;
}

/** Which versions of the read models of a book there are. */
export async function versionsOf(book: string, uri: string): Promise<Versions> {
  const register = MongoRegister.connect<Versions>(uri, `versions-${book}`, NO_VERSIONS);
  return register.read().finally(() => register.close());
}
