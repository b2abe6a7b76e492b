import type { Bus, BusRecord } from '#kernel/ports/bus.js';

/** Milliseconds after which a shard that brings nothing is taken to be another member's: the relay ticks several times a second. */
const LATELY = 10_000;

interface Hand {
  position: number;
  /** When it was last handed something. */
  at: number;
  busy: boolean;
}

/** How far the members in this process are with what a bus hands them. */
export class Handed {
  private readonly groups = new Map<string, Map<number, Hand>>();

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
  covered(now = Date.now()): number | undefined {
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
    const hand = this.hand(group, shard);
    hand.position = Math.max(hand.position, records[0]?.previous ?? 0);
    hand.busy = true;
    try {
      await handle();
      hand.position = Math.max(hand.position, records.at(-1)?.position ?? 0);
      this.count(eventsIn(records));
    } finally {
      hand.busy = false;
      hand.at = Date.now();
    }
  }

  private hand(group: string, shard: number): Hand {
    const shards = this.groups.get(group) ?? new Map<number, Hand>();
    this.groups.set(group, shards);
    const hand = shards.get(shard) ?? { position: 0, at: 0, busy: false };
    shards.set(shard, hand);
    return hand;
  }
}

/** How many of the records are events. */
export function eventsIn(records: readonly BusRecord[]): number {
  return records.reduce((count, { event }) => (event === undefined ? count : count + 1), 0);
}
