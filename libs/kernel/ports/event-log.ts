import type { EventHead, PendingEvent, RecordedEvent } from '../event.js';

/** The expected revision of an append: the last event's revision, or `'none'` for a stream that must not exist yet. */
export type ExpectedRevision = number | 'none';

export type Appended =
  /** On disk. `position` and `revision` are those of the append's last event. */
  | { readonly outcome: 'appended'; readonly position: number; readonly revision: number }
  /** Somebody else was there first; nothing was written. */
  | { readonly outcome: 'conflict'; readonly actual: ExpectedRevision };

/** The truth. Appends are atomic and durable when answered; "any revision" does not exist. Faults throw and may be retried with the same ids. */
export interface EventLog {
  /**
   * Appends all events to one stream or none. Repeating an append with the same ids and expected revision answers as the first time.
   * @throws Problem `fact-too-large`, see `needRoomFor`, or `known-out-of-order`, see `needKnownInOrder`; for a repetition neither
   */
  append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended>;
  /** All events of a stream in order from `fromRevision` (default 0); empty if it does not exist. */
  readStream(stream: string, fromRevision?: number): Promise<readonly RecordedEvent[]>;
  /** Up to `limit` events of the whole log with position > `after`, in order; shorter only at the end of the log. */
  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]>;
  /** Where it can tell what came for less than `readAll` takes; absent where it cannot. */
  readonly heads?: EventHeads;
  /** The last position, 0 when empty. */
  tail(): Promise<number>;
  /** The last event; undefined when empty. Its position is not always the one after another event's: ask for it here. */
  last(): Promise<RecordedEvent | undefined>;
  /** Calls `hint` soon after something was appended (by anyone); a hint only, it may be missed or come twice. Returns how to stop. */
  onAppend(hint: () => void): () => void;
  /** Resolves when everything accepted is on disk and the resources are released. */
  close(): Promise<void>;
}

/** What came, without what is in it, and what is in some of it. */
export interface EventHeads extends Pick<EventsByPosition, 'readAt'> {
  /** As `readAll`, but for what it leaves out. */
  readHeads(after: number, limit: number): Promise<readonly EventHead[]>;
}

/** A log whose events can be read by their positions one by one. */
export interface EventsByPosition {
  /** Those of some positions that there are, in any order. */
  readAt(positions: readonly number[]): Promise<readonly RecordedEvent[]>;
  close(): Promise<void>;
}
