import { DEFAULT_SET, readPolicySets, type PolicySet } from '#subjects/policies/policy-sets.js';
import { servedIn } from '#book/versions/folder-register.js';
import { publicationOf } from '#book/versions/state.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { Calendar } from '#kernel/time/calendar.js';
import type { ChainedStore } from '#kernel/ports/fact-index.js';
import type { ViewStore } from '#kernel/ports/views.js';
import { readViews, snapshotViews } from '#platform/embedded-adapters.js';
import type { FollowedLog } from '#platform/followed-log.js';
import { openLogOf } from './data-folder.js';
import { UsageError } from './usage-error.js';

/** A book's files, opened for reading; a server may run on them meanwhile. */
export interface OpenBook {
  readonly log: FollowedLog;
  /** The version that is served, as it is at any time. */
  readonly views: ViewStore;
  /** The same as it is at one moment. */
  snapshot(): ChainedStore;
  /** The policies it was built with. */
  readonly set: PolicySet;
  readonly calendar: Calendar;
  close(): Promise<void>;
}

/** @throws UsageError where there is no book */
export async function openBookFiles(folder: string): Promise<OpenBook> {
  const { log, settings } = await openLogOf(folder);
  try {
    const name = await servedIn(folder);
    if (name === undefined) throw new Error('no read models were made yet, a start of the server makes them');
    const views = readViews(folder, name, VIEW_SCHEMA);
    const calendar = new Calendar(settings.timeZone, settings.fiscalStart);
    const sets = await readPolicySets(log, calendar);
    const set = sets.find(({ position }) => position === publicationOf(name)) ?? DEFAULT_SET;
    const close = async (): Promise<void> => {
      await Promise.all([views.close(), log.close()]);
    };
    return { log, views, snapshot: () => snapshotViews(folder, name, VIEW_SCHEMA), set, calendar, close };
  } catch (error) {
    await log.close();
    throw new UsageError(`the read models in ${folder} cannot be read: ${(error as Error).message}`);
  }
}
