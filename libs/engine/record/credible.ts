import type { Bus, BusRecord } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { shardOf } from '../shards.js';

export interface Witness {
  readonly log: Pick<EventLog, 'tail'>;
  readonly shards: number;
  /** Told what was passed over. */
  readonly onError: (error: unknown) => void;
}

/**
 * A bus that others may write to, looked at before it is believed. What the log cannot have is passed over: a shard there is not, a
 * position beyond the end. An event in the wrong shard is hearsay: the log says what is there.
 */
export function credible(bus: Bus, witness: Witness): Bus {
  const known = new Tail(witness.log);
  return {
    publish: (records) => bus.publish(records),
    subscribe: (group, handler) =>
      bus.subscribe(group, async (shard, records) => {
        const believed = await believable(shard, records, known, witness);
        if (believed.length > 0) await handler(shard, believed);
      }),
    last: async () => {
      const [last, tail] = await Promise.all([bus.last(), witness.log.tail()]);
      return new Map([...last].map(([part, position]) => [part, Math.min(position, tail)]));
    },
    close: () => bus.close(),
  };
}

/** The end of the log as it was seen last, looked at again only where something is said to lie beyond it. */
class Tail {
  private position = 0;

  constructor(private readonly log: Witness['log']) {}

  async orAlready(position: number): Promise<number> {
    if (position > this.position) this.position = await this.log.tail();
    return this.position;
  }
}

async function believable(
  shard: number,
  records: readonly BusRecord[],
  known: Tail,
  { shards, onError }: Witness,
): Promise<readonly BusRecord[]> {
  if (shard >= shards) {
    onError(new Error(`passed over ${String(records.length)} records of shard ${String(shard)}: there is none`));
    return [];
  }
  const end = await known.orAlready(records.reduce((most, { position }) => Math.max(most, position), 0));
  const possible = records.filter(({ position }) => position <= end);
  const others = records.length - possible.length;
  if (others > 0) onError(new Error(`passed over ${String(others)} records: beyond the end of the log`));
  return possible.map(({ event, ...place }) => {
    if (event === undefined) return place;
    return shardOf(event.key, shards) === shard ? { ...place, event } : { ...place, hearsay: true };
  });
}
