import type { BusRecord } from '#kernel/ports/bus.js';
import { landmarkOf, type Landmark, type RecordedEvent } from '#kernel/event.js';
import { shardOf } from '../shards.js';

/** Ticks that say nothing new come this many times more rarely: they are for consumers that missed the first one. */
const SELDOM = 10;

/**
 * Where each shard's chain ends: at its last event, at the start for a shard without one since. Every record says only what is true of
 * the log (between `previous` and its position the shard has no other event), wherever the chain was begun and whatever was sent before.
 */
export class Chain {
  private readonly last = new Map<number, number>();
  private readonly start: number;
  private tickedAt = -Infinity;
  private tickedTo = 0;

  constructor(
    private readonly shards: number,
    /** Everything up to here was taken by the bus, or lies before the start. */
    public position: number,
    private readonly tickEvery: number,
    /** The event there, where it is known. */
    public head?: Landmark,
  ) {
    this.start = position;
  }

  /** Whether all shards were told that they are at this position. */
  get isTicked(): boolean {
    return this.shards === 1 || this.tickedTo === this.position;
  }

  /** The records of the events that follow, and ticks where they are due. Changes nothing of the chain: they may have to be sent again. */
  link(events: readonly RecordedEvent[], now: number): readonly BusRecord[] {
    const last = new Map(this.last);
    const newest = events.at(-1);
    const head = newest === undefined ? this.head : landmarkOf(newest);
    const landmark = head && { landmark: head };
    const records = events.map((event) => {
      const shard = shardOf(event.key, this.shards);
      const previous = last.get(shard) ?? this.start;
      last.set(shard, event.position);
      return { shard, position: event.position, previous, ...landmark, event };
    });
    const ticks = this.ticks(newest?.position ?? this.position, last, now);
    return [...records, ...ticks.map((tick) => ({ ...tick, ...landmark }))];
  }

  /** The bus has taken these. */
  advance(records: readonly BusRecord[], now: number): void {
    for (const { shard, position, event } of records) {
      if (event === undefined) {
        this.tickedAt = now;
        this.tickedTo = position;
      } else {
        this.last.set(shard, position);
        this.position = position;
        this.head = landmarkOf(event);
      }
    }
  }

  /**
   * Every shard is settled up to here, also one that got nothing, and one whose last record may be lost. One shard alone needs no ticks:
   * its last record says the same.
   */
  private ticks(position: number, last: ReadonlyMap<number, number>, now: number): readonly BusRecord[] {
    const pause = position === this.tickedTo ? this.tickEvery * SELDOM : this.tickEvery;
    if (this.shards === 1 || position === 0 || now - this.tickedAt < pause) return [];
    return Array.from({ length: this.shards }, (_, shard) => ({
      shard,
      position,
      previous: last.get(shard) ?? this.start,
    }));
  }
}
