import type { EventLog } from './event-log.port.js';
import type { RecordedEvent } from './event.js';
import type { Projection } from './projection.js';
import type { Views } from './views.port.js';

export interface FoldOptions {
  readonly log: EventLog;
  /** Read models of one shard, empty or from an earlier fold that broke off. */
  readonly views: Views;
  readonly projection: Projection;
  /** The business day of an instant; a batch never spans two recorded days. */
  readonly dayOf: (instant: string) => number;
  /** The position up to which to fold. */
  readonly to: number;
  /** What of an event is seen; all of every event unless given. */
  readonly see?: (event: RecordedEvent) => RecordedEvent | undefined;
  /** Asked to stop between batches. */
  readonly signal?: AbortSignal;
  /** Told the position reached after every page. */
  readonly onProgress?: (position: number) => void;
}

const PAGE = 4_000;
const SHARD = 0;

/** Folds the log anew, without a bus, up to a position. @returns how many events it had @throws the signal's reason */
export async function foldInto(options: FoldOptions): Promise<number> {
  const { log, views, to, see = (event) => event, signal, onProgress } = options;
  let applied = await views.checkpoint(SHARD);
  let folded = 0;
  for (let read = applied; read < to;) {
    const page = (await log.readAll(read, PAGE)).filter(({ position }) => position <= to);
    const last = page.at(-1);
    if (last === undefined) break;
    read = last.position;
    const seen = page.map(see).filter((event) => event !== undefined);
    for (const run of runsOf(seen, options)) {
      signal?.throwIfAborted();
      applied = await foldRun(run, applied, options);
    }
    folded += seen.length;
    onProgress?.(read);
  }
  // What comes after the last event seen is settled too.
  if (applied < to) await apply(views, applied, to, { facts: [], documents: [] });
  return folded;
}

/** Consecutive events recorded on one day each. */
function runsOf(events: readonly RecordedEvent[], { dayOf }: FoldOptions): readonly (readonly RecordedEvent[])[] {
  const runs: RecordedEvent[][] = [];
  let day: number | undefined;
  for (const event of events) {
    const on = dayOf(event.recordedAt);
    if (on !== day) runs.push([]);
    runs.at(-1)?.push(event);
    day = on;
  }
  return runs;
}

async function foldRun(run: readonly RecordedEvent[], from: number, options: FoldOptions): Promise<number> {
  const { views, projection } = options;
  const to = run.at(-1)?.position ?? from;
  await apply(views, from, to, await projection.project(from, run, views));
  return to;
}

async function apply(
  views: Views,
  from: number,
  to: number,
  changes: Awaited<ReturnType<Projection['project']>>,
): Promise<void> {
  if ((await views.apply({ shard: SHARD, from, to, ...changes })) === 'stale')
    throw new Error('somebody else folds into the same read models');
}
