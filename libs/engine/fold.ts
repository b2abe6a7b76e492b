import type { EventLog } from '#kernel/ports/event-log.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Projection } from '#kernel/projection.js';
import { runsOf } from './project/runs.js';
import { decodeAll } from '#kernel/undecodable.js';
import type { ViewStore } from '#kernel/ports/views.js';

export interface FoldOptions {
  readonly log: EventLog;
  /** Read models of one shard, empty or from an earlier fold that broke off. */
  readonly views: ViewStore;
  readonly projection: Projection;
  /** The business day of an instant; a batch never spans two recorded days. */
  readonly dayOf: (instant: string) => number;
  /** The position up to which to fold. */
  readonly to: number;
  /** What of an event is seen; all of every event unless given. */
  readonly see?: (event: RecordedEvent) => RecordedEvent | undefined;
  /** Asked to stop between batches. */
  readonly signal?: AbortSignal;
  /** Told the position after every page. */
  readonly onProgress?: (position: number) => void;
}

const PAGE = 8_000;
const SHARD = 0;

/** Folds the log anew, without a bus, up to a position. @returns how many events it had @throws Undecodable for an event that cannot be decoded, or the signal's reason */
export async function foldInto(options: FoldOptions): Promise<number> {
  const { log, views, projection, dayOf, to: end, see = (event) => event, signal, onProgress } = options;
  let from = await views.checkpoint(SHARD);
  let folded = 0;
  while (from < end) {
    const page = (await log.readAll(from, PAGE)).filter(({ position }) => position <= end);
    // What comes after the last event is settled too.
    const to = page.at(-1)?.position ?? end;
    const events = page.map(see).filter((event) => event !== undefined);
    for (const run of runsOf({ from, to, events }, dayOf, PAGE)) {
      signal?.throwIfAborted();
      const changes = await projection.project(decodeAll(projection, run.events), views);
      if ((await views.apply({ shard: SHARD, from: run.from, to: run.to, ...changes })) === 'stale')
        throw new Error('somebody else folds into the same read models');
    }
    from = to;
    folded += events.length;
    onProgress?.(to);
  }
  return folded;
}
