import { parentPort, workerData } from 'node:worker_threads';
import { Calendar } from '#kernel/calendar.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import { followLog, openBus, openViews } from '#platform/adapters.js';
import { runProjector } from './projector.js';
import type { FromProjector, ProjectorData, ToProjector } from './projector-thread.js';

/** The projector in a thread and on connections of its own, so that an import never holds up an HTTP answer. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread only');
const { settings, name, policies } = workerData as ProjectorData;
const { dataDir, timeZone, fiscalStart } = settings;

const say = (message: FromProjector): void => port.postMessage(message);
const onError = (error: unknown): void => say({ kind: 'error', error });
const log = followLog(settings);
const views = openViews(dataDir, name, VIEW_SCHEMA);
const stop = await runProjector({
  log,
  bus: openBus(onError),
  views,
  calendar: new Calendar(timeZone, fiscalStart),
  policies,
  onProgress: (position) => say({ kind: 'progress', position }),
  onError,
});
say({ kind: 'ready' });

port.on('message', (message: ToProjector) => {
  if (message === 'appended') log.hint();
  else void stopAll();
});

async function stopAll(): Promise<void> {
  await stop();
  await views.close();
  await log.close();
  port?.close();
}
