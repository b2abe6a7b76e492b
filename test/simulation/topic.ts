import type { Random } from '#demo/random.js';
import type { BusRecord } from '#kernel/ports/bus.js';
import { SHARDS } from './steps-projection.js';

/** More than a world has events, and more than anything has. */
const FEW = 20;
const FAR = 9_000_000_000_000_000;

/** What relays have sent and was not removed since, in the order it came; a partition for each shard. */
export class Topic {
  records: BusRecord[] = [];

  constructor(private readonly random: Random) {}

  /** By partition; from the earliest a relay goes on. */
  last(): ReadonlyMap<number, BusRecord> {
    return new Map(this.records.map((record) => [record.shard, record]));
  }

  /** Retention has taken all of it. */
  empty(): void {
    this.records = [];
  }

  /** A stretch as a consumer may get it: with gaps, repetitions, in another order, and with what somebody else has written. */
  stretch(): readonly BusRecord[] {
    const { random, records } = this;
    const from = random.below(records.length);
    const taken = records.slice(from, from + 1 + random.below(8)).filter(() => !random.chance(0.15));
    if (random.chance(0.3)) taken.push(...taken.slice(0, 2));
    if (random.chance(0.3)) taken.reverse();
    if (random.chance(0.1)) taken.splice(random.below(taken.length + 1), 0, this.forged());
    return taken;
  }

  /** Nothing a relay would have sent: of a position that no event has yet, or that nobody vouches for. */
  private forged(): BusRecord {
    const { random } = this;
    const place = { shard: random.below(SHARDS), previous: random.below(FEW) };
    if (random.chance(0.5)) return { ...place, position: FAR };
    return { ...place, position: 1 + random.below(FEW), hearsay: true };
  }
}
