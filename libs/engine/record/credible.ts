import type { Bus, BusRecord } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Landmarks } from '../landmarks.js';
import { shardOf } from '../shards.js';

export interface Witness {
  readonly log: Pick<EventLog, 'tail' | 'readStream'>;
  readonly shards: number;
  /** Told what was passed over. */
  readonly onError: (error: unknown) => void;
}

/**
 * A bus that others may write to, and that may remember another log than there is, looked at before it is believed. What the log cannot have
 * is passed over: a shard there is not, a position beyond the end, a landmark that is not there. What has no landmark, or is an event in
 * the wrong shard, is hearsay: the log says what is there.
 */
export function credible(bus: Bus, witness: Witness): Bus {
  return {
    publish: (records) => bus.publish(records),
    subscribe: (group, handler) => {
      const looker = new Looker(witness);
      return bus.subscribe(group, async (shard, records) => {
        const believed = await looker.believable(shard, records);
        if (believed.length > 0) await handler(shard, believed);
      });
    },
    last: () => bus.last(),
    close: () => bus.close(),
  };
}

class Looker {
  private readonly landmarks: Landmarks;

  constructor(private readonly witness: Witness) {
    this.landmarks = new Landmarks(witness.log);
  }

  async believable(shard: number, records: readonly BusRecord[]): Promise<readonly BusRecord[]> {
    const { shards, onError } = this.witness;
    const passOver = (count: number, why: string): void => {
      if (count > 0) onError(new Error(`passed over ${String(count)} records${why}`));
    };
    if (shard >= shards) {
      passOver(records.length, ` of shard ${String(shard)}: there is none`);
      return [];
    }
    const placed = records.map((record) => vouchedFor(record, shards));
    const { ours, others } = await this.ofThisLog(placed);
    passOver(others, ': of another log than there is now, as before it was put back to an earlier day');
    const possible = await this.upToEnd(ours);
    passOver(ours.length - possible.length, ': beyond the end of the log');
    return possible;
  }

  private async ofThisLog(records: readonly BusRecord[]) {
    const landmarks = new Map(
      records.flatMap(({ landmark }) => (landmark === undefined ? [] : [[landmark.id, landmark]])),
    );
    const missing = new Set<string>();
    for (const landmark of landmarks.values()) if (!(await this.landmarks.has(landmark))) missing.add(landmark.id);
    const ours = records.filter(({ landmark }) => landmark === undefined || !missing.has(landmark.id));
    return { ours, others: records.length - ours.length };
  }

  /** Whatever has a landmark lies before it. */
  private async upToEnd(records: readonly BusRecord[]): Promise<readonly BusRecord[]> {
    if (records.every(({ landmark }) => landmark !== undefined)) return records;
    const end = await this.witness.log.tail();
    return records.filter(({ landmark, position }) => landmark !== undefined || position <= end);
  }
}

/** The record as it may be taken once its landmark is found, without one as hearsay. */
function vouchedFor({ shard, position, previous, event, landmark, hearsay }: BusRecord, shards: number): BusRecord {
  const place = { shard, position, previous };
  const isOurs = event === undefined || shardOf(event.key, shards) === shard;
  if (hearsay === true || !isOurs || landmark === undefined || landmark.position < position)
    return { ...place, hearsay: true };
  return { ...place, landmark, ...(event && { event }) };
}
