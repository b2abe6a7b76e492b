import { replay } from '../projecting/replay.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { Calendar } from '#kernel/time/calendar.js';
import { ThreadSide } from '#engine/threads/thread-side.js';
import { openViews } from '#platform/embedded-adapters.js';
import { followLog } from '#platform/followed-log.js';
import type { ReplayData, ReplayQuestion } from './replay-job.js';

/** A replay in a thread and on connections of its own. */
const side = new ThreadSide<ReplayData, number>();
const { settings, folder, name, to, policies, asOf } = side.data;

async function run(): Promise<void> {
  const log = await followLog(settings);
  const views = openViews(folder, name, VIEW_SCHEMA);
  const calendar = new Calendar(settings.timeZone, settings.fiscalStart);
  try {
    const onProgress = (position: number): void => side.say(position);
    await replay({ log, views, calendar, policies, to, ...(asOf && { asOf }) }, { onProgress });
  } finally {
    await views.close();
    await log.close();
  }
}

side.serve<ReplayQuestion>({ answer: run });
