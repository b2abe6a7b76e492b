import { parentPort, workerData } from 'node:worker_threads';
import { replay } from '#insights/projection/replay.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import { Calendar } from '#kernel/calendar.js';
import { followLog, openViews } from '#platform/adapters.js';
import type { FromReplay, ReplayData } from './replay-job.js';

/** A replay in a thread and on connections of its own. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread only');
const { settings, folder, name, to, policies, asOf } = workerData as ReplayData;

const say = (message: FromReplay): void => port.postMessage(message);
const log = followLog(settings);
const views = openViews(folder, name, VIEW_SCHEMA);
const calendar = new Calendar(settings.timeZone, settings.fiscalStart);
try {
  const onProgress = (position: number): void => say({ kind: 'progress', position });
  await replay({ log, views, calendar, policies, to, ...(asOf && { asOf }) }, { onProgress });
} finally {
  await views.close();
  await log.close();
}
say({ kind: 'done' });
port.close();
