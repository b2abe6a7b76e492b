import type { Random } from '#demo/random.js';
import type { Bus, BusRecord } from '#kernel/ports/bus.js';
import { BusBehind } from '#testing/bus-behind.js';

/** A bus that drops, repeats and swaps what is published. */
export class TamperedBus extends BusBehind {
  readonly done = { dropped: 0, repeated: 0, swapped: 0 };

  constructor(
    bus: Bus,
    private readonly random: Random,
  ) {
    super(bus);
  }

  publish(records: readonly BusRecord[]): Promise<void> {
    const sent = records.flatMap((record) => this.fate(record));
    for (let i = 1; i < sent.length; i++) {
      // With one a little before it, mostly of another shard, sometimes of its own.
      const other = Math.max(0, i - 1 - this.random.below(30));
      if (!this.random.chance(0.2)) continue;
      [sent[other], sent[i]] = [sent[i] as BusRecord, sent[other] as BusRecord];
      this.done.swapped++;
    }
    return this.bus.publish(sent);
  }

  private fate(record: BusRecord): readonly BusRecord[] {
    const dice = this.random.next();
    if (dice < 0.2) this.done.dropped++;
    else if (dice < 0.4) this.done.repeated++;
    return dice < 0.2 ? [] : dice < 0.4 ? [record, record] : [record];
  }
}
