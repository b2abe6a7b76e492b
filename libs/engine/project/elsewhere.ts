import type { RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { Ground } from '#kernel/projection.js';
import { shardOf } from '../shards.js';

interface Stores {
  readonly log: Pick<EventLog, 'readAll'>;
  readonly views: ViewStore;
  readonly shards: number;
}

/** Events read from the log at a time. */
const PAGE = 1_000;

/** The read models as the projection of a shard asks them, with what other shards have yet to take. */
export function groundOf(shard: number, { log, views, shards }: Stores): Ground {
  const ground: Ground = {
    get: (collection, ids) => views.get(collection, ids),
    find: (collection, find) => views.find(collection, find),
  };
  if (shards === 1) return ground;
  const elsewhere = async (keys: readonly string[], before: number): Promise<readonly RecordedEvent[]> => {
    const others = new Set(keys.map((key) => shardOf(key, shards)).filter((other) => other !== shard));
    const reached = await Promise.all([...others].map((other) => views.checkpoint(other)));
    return eventsOf(new Set(keys), Math.min(before, ...reached), before, log);
  };
  return { ...ground, elsewhere };
}

/** Of some keys, between two positions. */
async function eventsOf(
  keys: ReadonlySet<string>,
  after: number,
  before: number,
  log: Stores['log'],
): Promise<readonly RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  for (let from = after; from < before;) {
    const page = await log.readAll(from, PAGE);
    for (const event of page) if (event.position < before && keys.has(event.key)) found.push(event);
    const last = page.at(-1);
    if (last === undefined) break;
    from = last.position;
  }
  return found;
}
