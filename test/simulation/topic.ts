import type { Random } from '#apps/cli/demo/random.js';
import type { BusRecord } from '#kernel/bus.port.js';

/** What relays have sent and was not removed since, in the order it came; a partition for each shard. */
export class Topic {
  records: BusRecord[] = [];

  constructor(private readonly random: Random) {}

  /** By partition; from the earliest a relay goes on. */
  last(): ReadonlyMap<number, number> {
    return new Map(this.records.map(({ shard, position }) => [shard, position]));
  }

  /** Retention has taken all of it. */
  empty(): void {
    this.records = [];
  }

  /** A stretch as a consumer may get it: with gaps, repetitions, in another order. */
  stretch(): readonly BusRecord[] {
    const { random, records } = this;
    const from = random.below(records.length);
    const taken = records.slice(from, from + 1 + random.below(8)).filter(() => !random.chance(0.15));
    if (random.chance(0.3)) taken.push(...taken.slice(0, 2));
    if (random.chance(0.3)) taken.reverse();
    return taken;
  }
}
