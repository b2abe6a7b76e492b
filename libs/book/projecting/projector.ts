import type { Bus } from '#kernel/ports/bus.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { project } from '#engine/project/project.js';
import { relay, type Relaying } from '#engine/relay/relay.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { Policies } from '#subjects/policies/policy.js';
import { createProjection } from './projection.js';

/** In one process there is one shard, and its projector follows the log by itself. */
export const SHARD = 0;
/** Events of a batch at most: while an import goes on, what a customer does in it is folded at once, and a file takes as many as come. */
const PAGE = 4_000;
/** Milliseconds in which they come together meanwhile: in batches of some hundred an event takes a third more of the processor than in such. */
const GATHER = 500;
/** Permanent: the consumer group of the served read models. */
const GROUP = 'views';

export interface ProjectorParts {
  readonly log: EventLog;
  readonly bus: Bus;
  readonly views: ViewStore;
  readonly calendar: Calendar;
  readonly policies: Policies;
  readonly onProgress: (position: number) => void;
  readonly onError: (error: unknown) => void;
}

/** Runs relay, bus and projector from the checkpoint on. */
export async function runProjector({
  log,
  bus,
  views,
  calendar,
  policies,
  onProgress,
  onError,
}: ProjectorParts): Promise<Relaying> {
  const from = await views.checkpoint(SHARD);
  onProgress(from);
  const unsubscribe = await project({
    bus,
    group: GROUP,
    log,
    views,
    projection: createProjection(calendar, policies),
    shards: 1,
    dayOf: (instant) => calendar.dayOf(instant),
    onProgress: (_shard, position) => onProgress(position),
    page: PAGE,
  });
  const pumping = relay({ log, bus, shards: 1, from, onError, page: PAGE, gather: GATHER });
  return {
    hurry: () => pumping.hurry(),
    stop: async () => {
      await pumping.stop();
      await unsubscribe();
      await bus.close();
    },
  };
}
