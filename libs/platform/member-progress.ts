import type { Bus, BusRecord } from '#kernel/ports/bus.js';

/** Milliseconds after which a shard that brings nothing is taken to be another member's: the relay ticks several times a second. */
const LATELY = 10_000;

interface ShardProgress {
  position: number;
  /** When it was last handed something. */
  at: number;
  busy: boolean;
}

/** How far the members in this process are with what a bus hands them. */
export class MemberProgress {
  private readonly groups = new Map<string, Map<number, ShardProgress>>();

  /** @param count told how many events they are through with, repetitions too */
  constructor(private readonly count: (events: number) => void) {}

  /** The bus, watched. */
  through(bus: Bus): Bus {
    return {
      publish: (records) => bus.publish(records),
      subscribe: (group, handler) =>
        bus.subscribe(group, (shard, records) => this.watch(group, shard, records, () => handler(shard, records))),
      last: () => bus.last(),
      close: () => bus.close(),
    };
  }

  /** Up to where the group that is furthest on has everything of its shards; undefined while no shard is handed to it. */
  position(now = Date.now()): number | undefined {
    const all = [...this.groups.values()].map((shards) =>
      [...shards.values()].filter(({ at, busy }) => busy || now - at < LATELY).map(({ position }) => position),
    );
    const ends = all.filter((positions) => positions.length > 0).map((positions) => Math.min(...positions));
    return ends.length === 0 ? undefined : Math.max(...ends);
  }

  private async watch(
    group: string,
    shard: number,
    records: readonly BusRecord[],
    handle: () => Promise<void>,
  ): Promise<void> {
    const progress = this.progressOf(group, shard);
    progress.position = Math.max(progress.position, records[0]?.previous ?? 0);
    progress.busy = true;
    try {
      await handle();
      progress.position = Math.max(progress.position, records.at(-1)?.position ?? 0);
      this.count(eventsIn(records));
    } finally {
      progress.busy = false;
      progress.at = Date.now();
    }
  }

  private progressOf(group: string, shard: number): ShardProgress {
    const shards = this.groups.get(group) ?? new Map<number, ShardProgress>();
    this.groups.set(group, shards);
    const progress = shards.get(shard) ?? { position: 0, at: 0, busy: false };
    shards.set(shard, progress);
    return progress;
  }
}

/** How many of the records are events. */
export function eventsIn(records: readonly BusRecord[]): number {
  return records.reduce((count, { event }) => (event === undefined ? count : count + 1), 0);
}
