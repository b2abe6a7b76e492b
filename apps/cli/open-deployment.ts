import { registerName } from '#book/versions/shared-versions.js';
import { NO_VERSIONS, publicationOf, type Versions } from '#book/versions/state.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Calendar } from '#kernel/time/calendar.js';
import { readOpening } from '#ledger/book.js';
import { openRegister, storedViews, type StoredViews } from '#platform/distributed-adapters.js';
import { SHARDS } from '#platform/shared-book.js';
import { DEFAULT_SET, readPolicySets, type PolicySet } from '#subjects/policies/policy-sets.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { SharedStores } from './deployment.js';
import { UsageError } from './usage-error.js';

/** The book of a deployment, opened for reading beside its processes. */
export interface OpenDeployment {
  readonly log: EventLog;
  /** The version that is served, as it is at any time. */
  readonly stored: StoredViews;
  /** The policies it was built with. */
  readonly set: PolicySet;
  readonly calendar: Calendar;
}

/** @throws UsageError where there is no book, or nothing is served of it */
export async function openDeployment(stores: SharedStores, log: EventLog): Promise<OpenDeployment> {
  const opening = await readOpening(log);
  if (opening === undefined)
    throw new UsageError(`there is no book named ${JSON.stringify(stores.book)} (TALLY_BOOK) in this EventStoreDB`);
  const { served } = await versionsOf(stores, opening.id);
  if (served === undefined)
    throw new UsageError('no read models of this book are served yet: its projectors make them');
  const calendar = new Calendar(opening.data.timeZone, opening.data.fiscalStart);
  const sets = await readPolicySets(log, calendar);
  const set = sets.find(({ position }) => position === publicationOf(served)) ?? DEFAULT_SET;
  return { log, stored: storedViews(stores, served, SHARDS, VIEW_SCHEMA), set, calendar };
}

async function versionsOf(stores: SharedStores, id: string): Promise<Versions> {
  const register = openRegister(stores, registerName({ id }), NO_VERSIONS);
  return register.read().finally(() => register.close());
}
