import type { RecordedEvent } from '../event.js';
import type { EventTexts } from './append-size.js';

/** How many events there are up to a position of a log, and the root over them in base64. */
export interface LogHead {
  readonly size: number;
  readonly root: string;
}

/** The Merkle tree over a log (RFC 6962, SHA-256), with a leaf for each event in its order. What is asked beyond its size is not there. */
export interface LogTree {
  /** Leaves: events that are on disk. */
  size(): Promise<number>;
  /** The index of the event at a position: how many are before it. Undefined where there is none. */
  indexOf(position: number): Promise<number | undefined>;
  /** The first `width` hashes of a tile one behind another, 32 bytes each; undefined where the tree has fewer. */
  tile(level: number, number: number, width: number): Promise<Buffer | undefined>;
  /** What the first `width` leaves of a tile of them hold, as `logEntry` makes it of what is stored; undefined where the tree has fewer. */
  entries(number: number, width: number): Promise<readonly string[] | undefined>;
  /** The root over the first events. @throws RangeError beyond the tree */
  root(size: number): Promise<Buffer>;
  /** The hashes that lead from an event to the root over the first `size`, from below. @throws RangeError beyond the tree */
  inclusionProof(index: number, size: number): Promise<readonly Buffer[]>;
  /** The hashes that show the first `from` events to be among the first `to`. @throws RangeError beyond the tree */
  consistencyProof(from: number, to: number): Promise<readonly Buffer[]>;
  close(): Promise<void>;
}

/** An event, and its texts as they are stored: what its leaf is made of. */
export interface StoredEvent {
  readonly event: RecordedEvent;
  readonly texts: EventTexts;
}

/** A log with its tree as they are at one moment. */
export interface LogSnapshot extends LogTree {
  /** Up to `limit` events with position > `after`, in order; shorter only at the end of the log. */
  stored(after: number, limit: number): Promise<readonly StoredEvent[]>;
}
