import type { Landmark, RecordedEvent } from '../event.js';

/** One event on its way to the projectors, chained to its predecessor of the same shard. */
export interface BusRecord {
  readonly shard: number;
  /** The event's position; for a tick, the position up to which the shard is settled: its last event is `previous`, which may be here. */
  readonly position: number;
  /** A position from which to this one the shard has no other event: its previous event's. Finds gaps, repetitions and reordering. */
  readonly previous: number;
  /** Absent in a tick: it only says that nothing is missing up to `position`. */
  readonly event?: RecordedEvent;
  /**
   * An event of the log at `position` or beyond it, read with all that this record says: while the log has it, that is true of the log. A
   * log that was put back to an earlier day has not, though it may have other events at the same positions.
   */
  readonly landmark?: Landmark;
  /** Nobody vouches for it: it only says that the log may have something up to `position`. What, is read there. */
  readonly hearsay?: true;
}

/** Handles one ordered batch of one shard; the batch counts as delivered when the promise resolves. A rejection redelivers it. */
export type BusHandler = (shard: number, records: readonly BusRecord[]) => Promise<void>;

/** Fan-out and buffer between the relay and the projectors; never the truth. At least once, in order per shard. */
export interface Bus {
  /** Resolves when the records are accepted; waits while the consumers are too far behind (back-pressure). */
  publish(records: readonly BusRecord[]): Promise<void>;
  /**
   * Delivers to one member of `group` per shard; batches of at most a few thousand. Returns how to stop: it waits for the batch in hand,
   * over a network for 10 s at most.
   */
  subscribe(group: string, handler: BusHandler): Promise<() => Promise<void>>;
  /**
   * The last records the bus still has, by the part of it they are in: each was sent when everything before it had been. Empty for a bus
   * that has none or no memory.
   */
  last(): Promise<ReadonlyMap<number, BusRecord>>;
  close(): Promise<void>;
}
