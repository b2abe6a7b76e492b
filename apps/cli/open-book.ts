import { resolve } from 'node:path';
import { DEFAULT_SET, readPolicySets, type PolicySet } from '#insights/customer/published.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import { Calendar } from '#kernel/calendar.js';
import type { AuditableViews } from '#kernel/views.port.js';
import type { BookOpened } from '#ledger/events.js';
import { followLog, readViews, servedVersion, type FollowedLog } from '#platform/adapters.js';
import { UsageError } from './usage-error.js';

/** A book's files, opened for reading; a server may run on them meanwhile. */
export interface OpenBook {
  readonly folder: string;
  readonly log: FollowedLog;
  /** The version that is served. */
  readonly views: AuditableViews;
  /** The policies that was built with. */
  readonly set: PolicySet;
  readonly calendar: Calendar;
  close(): Promise<void>;
}

/** @param data the data folder; otherwise the one in the environment @throws UsageError where there is no book */
export async function openBookFiles(data: string | undefined): Promise<OpenBook> {
  const folder = resolve(data ?? process.env['TALLY_DATA_DIR'] ?? './data');
  try {
    const log = followLog({ stores: { log: 'sqlite' }, dataDir: folder });
    const name = (await servedVersion(folder)) ?? '';
    const views = readViews(folder, name, VIEW_SCHEMA);
    const [opened] = await log.readStream('book');
    const { timeZone, fiscalStart } = (opened as BookOpened | undefined)?.data ?? { timeZone: 'UTC', fiscalStart: 1 };
    const calendar = new Calendar(timeZone, fiscalStart);
    const sets = await readPolicySets(log, calendar);
    const set = sets.find(({ position }) => name.startsWith(`${String(position)}.`)) ?? DEFAULT_SET;
    const close = async (): Promise<void> => {
      await Promise.all([views.close(), log.close()]);
    };
    return { folder, log, views, set, calendar, close };
  } catch (error) {
    throw new UsageError(`there is no book in ${folder} that can be read: ${(error as Error).message}`);
  }
}
