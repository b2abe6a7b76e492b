import type { PendingEvent, RecordedEvent } from '../event.js';
import { Problem } from '../problem.js';

/** Where a log ends, as an assumed time is compared with it. */
export interface LogEnd extends Pick<RecordedEvent, 'recordedAt'> {
  /** Whether its last event was recorded by an assumed time. */
  readonly isAssumed: boolean;
  /** Whether its last event is its first, which opens it and is no fact. */
  readonly isOpening: boolean;
}

/** The time by which an append is to be recorded instead of the log's own; undefined for nearly all. */
export function assumedTime(events: readonly PendingEvent[]): string | undefined {
  return events[0]?.envelope.knownSince;
}

/** Whether an event was recorded by an assumed time. */
export function isAssumed({ envelope }: Pick<RecordedEvent, 'envelope'>): boolean {
  return envelope.knownSince !== undefined;
}

/**
 * Every log asks this before it takes an append by an assumed time: history is at the beginning of a log, in its order.
 * @throws Problem `known-out-of-order`
 */
export function needKnownInOrder(knownSince: string, end: LogEnd | undefined): void {
  if (end === undefined || (end.isOpening && !end.isAssumed)) return;
  if (!end.isAssumed)
    throw outOfOrder('the book has facts that say no knownSince: history can only come before the first of them');
  if (knownSince < end.recordedAt)
    throw outOfOrder(`knownSince ${knownSince} is before that of the last fact, ${end.recordedAt}: sort facts by it`);
}

/** @param detail what is wrong with a `knownSince` and what to do */
export function outOfOrder(detail: string): Problem {
  return new Problem('known-out-of-order', detail, [{ field: 'knownSince', detail: 'is out of order' }]);
}
