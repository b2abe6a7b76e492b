import type { EventLog } from '#kernel/ports/event-log.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Projection } from '#kernel/projection.js';
import { groundOf } from './project/elsewhere.js';
import { runsOf, type Stretch } from './project/runs.js';
import { shardOf } from './shards.js';
import { decodeAll } from '#kernel/undecodable.js';
import type { ViewStore } from '#kernel/ports/views.js';

interface Folding {
  readonly log: Pick<EventLog, 'readAll'>;
  /** Read models, empty or from an earlier fold that broke off. */
  readonly views: ViewStore;
  readonly projection: Projection;
  /** The business day of an instant; a batch never spans two recorded days. */
  readonly dayOf: (instant: string) => number;
  /** What of an event is seen; all of every event unless given. */
  readonly see?: (event: RecordedEvent) => RecordedEvent | undefined;
  /** Asked to stop between batches. */
  readonly signal?: AbortSignal;
  /** Told the position after every page. */
  readonly onProgress?: (position: number) => void;
}

export interface FoldOptions extends Folding {
  /** The position up to which to fold. */
  readonly to: number;
}

export interface ShardedFoldOptions extends Folding {
  /** Of every shard that the book has, from 0, the position up to which to fold. */
  readonly heads: readonly number[];
}

const PAGE = 8_000;

/** Folds the log anew, without a bus, up to a position, in one shard. @returns how many events it had @throws Undecodable for an event that cannot be decoded, or the signal's reason */
export function foldInto({ to, ...folding }: FoldOptions): Promise<number> {
  return foldShards({ ...folding, heads: [to] });
}

/** The same for read models of several shards, each up to a position of its own. */
export async function foldShards(options: ShardedFoldOptions): Promise<number> {
  const { log, views, heads, see = (event) => event, onProgress } = options;
  const reached = await Promise.all(heads.map((_, shard) => views.checkpoint(shard)));
  const end = Math.max(0, ...heads);
  let folded = 0;
  for (let from = Math.min(end, ...reached); from < end;) {
    const page = (await log.readAll(from, PAGE)).filter(({ position }) => position <= end);
    // What comes after the last event is settled too.
    const to = page.at(-1)?.position ?? end;
    const ofShards = Map.groupBy(page, ({ key }) => shardOf(key, heads.length));
    for (const [shard, head] of heads.entries()) {
      const [begin, upTo] = [reached[shard] ?? 0, Math.min(to, head)];
      if (begin >= upTo) continue;
      const own = (ofShards.get(shard) ?? []).filter(({ position }) => position > begin && position <= upTo);
      const events = own.map(see).filter((event) => event !== undefined);
      await foldStretch(options, shard, { from: begin, to: upTo, events });
      reached[shard] = upTo;
      folded += events.length;
    }
    from = to;
    onProgress?.(to);
  }
  return folded;
}

async function foldStretch(
  { log, views, projection, dayOf, signal, heads }: ShardedFoldOptions,
  shard: number,
  stretch: Stretch,
): Promise<void> {
  const ground = groundOf(shard, { log, views, shards: heads.length });
  for (const run of runsOf(stretch, dayOf, PAGE)) {
    signal?.throwIfAborted();
    const changes = await projection.project(decodeAll(projection, run.events), ground);
    if ((await views.apply({ shard, from: run.from, to: run.to, ...changes })) === 'stale')
      throw new Error('somebody else folds into the same read models');
  }
}
