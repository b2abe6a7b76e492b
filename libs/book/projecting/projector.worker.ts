import { Calendar } from '#kernel/time/calendar.js';
import { ThreadSide } from '#engine/threads/thread-side.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { openBus, openFollowing } from '#platform/embedded-adapters.js';
import { followLog } from '#platform/followed-log.js';
import { startTracing } from '#platform/tracing/start-tracing.js';
import { runProjector } from './projector.js';
import type { ProjectorData, ToldProjector } from './projector-thread.js';

/** The projector in a thread and on connections of its own, so that an import never holds up an HTTP answer. */
const side = new ThreadSide<ProjectorData, number>();
const { settings, name, policies } = side.data;
const { timeZone, fiscalStart } = settings;

async function serve(): Promise<void> {
  const stopTracing = await startTracing(settings.tracing, 'tallybook', side.report);
  const log = await followLog(settings);
  const views = openFollowing(settings, name, VIEW_SCHEMA);
  const projector = await runProjector({
    log,
    bus: openBus(side.report),
    views,
    calendar: new Calendar(timeZone, fiscalStart),
    policies,
    onProgress: (position) => side.say(position),
    onError: side.report,
  });

  side.serve<never, ToldProjector>({
    told: (what) => (what === 'awaited' ? projector.hurry() : log.hint()),
    stop: async () => {
      await projector.stop();
      await views.close();
      await log.close();
      await stopTracing();
      // What is still tried again at a collector that is away would keep the thread.
      if (settings.tracing !== undefined) process.exit();
    },
  });
}

// A module of a thread never waits at its top, see `loadPlugins`. What fails here ends the thread and is told as its error.
void serve();
