import type { Bus, BusRecord } from './bus.port.js';
import type { EventLog } from './event-log.port.js';
import type { RecordedEvent } from './event.js';
import { shardOf } from './shards.js';
import { Wake } from './wake.js';

export interface RelayOptions {
  readonly log: EventLog;
  readonly bus: Bus;
  /** How many shards the book has. */
  readonly shards: number;
  /** The position after which to go on; consumers that are behind it fill the gap from the log. */
  readonly from: number;
  /** Called with what broke a round; the relay tries again by itself. */
  readonly onError: (error: unknown) => void;
}

/** Events per page, and milliseconds after which to look even without a hint. */
const PAGE = 1_000;
const LOOK_AGAIN = 500;
const TICK_EVERY = 200;

/**
 * Pumps the log into the bus: pages through it, chains every event to the previous one of its shard, waits for a hint when a page is
 * short. A second relay is harmless: its records are repetitions, which the chain shows.
 */
export function relay(options: RelayOptions): { stop(): Promise<void> } {
  const wake = new Wake();
  const unlisten = options.log.onAppend(() => wake.call());
  let stopping = false;
  const chain = new Chain(options.shards, options.from);
  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        const events = await options.log.readAll(chain.position, PAGE);
        await options.bus.publish(chain.link(events));
        chain.advance(events);
        if (events.length < PAGE) await wake.wait(LOOK_AGAIN);
      } catch (error) {
        options.onError(error);
        await wake.wait(LOOK_AGAIN);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping = true;
      unlisten();
      wake.call();
      await running;
    },
  };
}

/** Where each shard's chain ends: at its last event, at the start for a shard without one since. Moves on only after the bus has taken the records. */
class Chain {
  private readonly last = new Map<number, number>();
  private readonly start: number;
  private lastTick = 0;

  constructor(
    private readonly shards: number,
    public position: number,
  ) {
    this.start = position;
  }

  link(events: readonly RecordedEvent[]): readonly BusRecord[] {
    const last = new Map(this.last);
    const records = events.map((event) => {
      const shard = shardOf(event.key, this.shards);
      const previous = last.get(shard) ?? this.start;
      last.set(shard, event.position);
      return { shard, position: event.position, previous, event };
    });
    return [...records, ...this.ticks(events.at(-1)?.position ?? this.position, last)];
  }

  advance(events: readonly RecordedEvent[]): void {
    for (const event of events) this.last.set(shardOf(event.key, this.shards), event.position);
    this.position = events.at(-1)?.position ?? this.position;
  }

  /** A few times a second, for shards that got nothing: they too are settled up to here. The chain stays at their last event. */
  private ticks(settled: number, last: ReadonlyMap<number, number>): readonly BusRecord[] {
    if (this.shards === 1 || Date.now() - this.lastTick < TICK_EVERY) return [];
    this.lastTick = Date.now();
    const shards = Array.from({ length: this.shards }, (_, shard) => shard);
    return shards
      .filter((shard) => (last.get(shard) ?? this.start) < settled)
      .map((shard) => ({ shard, position: settled, previous: last.get(shard) ?? this.start }));
  }
}
