import type { EventLog } from './event-log.port.js';
import type { RecordedEvent } from './event.js';
import type { Projection } from './projection.js';
import type { Views } from './views.port.js';

export interface FoldOptions {
  readonly log: EventLog;
  /** Empty read models of one shard. */
  readonly views: Views;
  readonly projection: Projection;
  /** The business day of an instant; a batch never spans two recorded days. */
  readonly dayOf: (instant: string) => number;
  /** The position up to which to fold. */
  readonly to: number;
}

const PAGE = 1_000;

/** Folds the log anew, without a bus, up to a position. @returns how many events it had */
export async function foldInto({ log, views, projection, dayOf, to }: FoldOptions): Promise<number> {
  let folded = 0;
  for (let from = 0; from < to;) {
    const page = (await log.readAll(from, PAGE)).filter(({ position }) => position <= to);
    const [first] = page;
    if (first === undefined) break;
    const day = dayOf(first.recordedAt);
    const cut = page.findIndex((event) => dayOf(event.recordedAt) !== day);
    const events = cut === -1 ? page : page.slice(0, cut);
    const last = (events.at(-1) as RecordedEvent).position;
    const changes = await projection.project(from, events, views);
    if ((await views.apply({ shard: 0, from, to: last, ...changes })) === 'stale')
      throw new Error('somebody else folds into the same read models');
    folded += events.length;
    from = last;
  }
  return folded;
}
