import type { ResolvedEvent } from '@eventstore/db-client';
import { metadataOf, type EventMetadata } from '#kernel/ports/append-size.js';
import type { RecordedEvent } from '#kernel/event.js';

/** What the server cannot be told about an event that was recorded elsewhere before. */
export interface Mark {
  /** The position it had in the log it comes from. */
  readonly position: number;
  /** When that log took it: RFC 3339 in UTC with milliseconds. */
  readonly recordedAt: string;
  /** The last position of that log. */
  readonly upTo: number;
}

/** Permanent: they are read back for ever. */
interface MarkedMetadata extends EventMetadata {
  readonly restored: Mark;
}

/** The metadata of an event of another log: its own, and what it was there. */
export function markedMetadata(event: RecordedEvent, upTo: number): MarkedMetadata {
  const { position, recordedAt } = event;
  return { ...metadataOf(event), restored: { position, recordedAt, upTo } };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What stands in an event of what it was; undefined where that is nothing, or nothing that Tallybook wrote. */
export function markOf({ event }: ResolvedEvent): Mark | undefined {
  const { restored } = (event?.metadata ?? {}) as { readonly restored?: Partial<Mark> | null };
  if (typeof restored !== 'object' || restored === null) return undefined;
  const { position, recordedAt, upTo } = restored;
  if (!isPlace(position) || !isPlace(upTo) || typeof recordedAt !== 'string') return undefined;
  return INSTANT.test(recordedAt) ? { position, recordedAt, upTo } : undefined;
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
