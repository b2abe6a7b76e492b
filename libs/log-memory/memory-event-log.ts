import { assumedTime, isAssumed, needKnownInOrder } from '#kernel/ports/assumed-clock.js';
import { needRoomFor } from '#kernel/ports/append-size.js';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import type { Appended, EventLog, ExpectedRevision } from '#kernel/ports/event-log.js';

/** The log in memory: the readable reference of what every adapter does. */
export class MemoryEventLog implements EventLog {
  private readonly events: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly clock: () => Date) {}

  async append(stream: string, expected: ExpectedRevision, pending: readonly PendingEvent[]): Promise<Appended> {
    if (pending.length === 0) throw new Error('an append needs at least one event');
    needRoomFor(pending);
    const existing = this.streams.get(stream) ?? [];
    const actual = existing.length === 0 ? 'none' : existing.length - 1;
    if (actual !== expected) return repetition(existing, expected, pending) ?? { outcome: 'conflict', actual };
    const recordedAt = this.timeOf(pending);
    const added = pending.map(({ plainHash: _, ...event }, i) => ({
      ...event,
      stream,
      revision: existing.length + i,
      position: this.events.length + 1 + i,
      recordedAt,
    }));
    this.streams.set(stream, [...existing, ...added]);
    this.events.push(...added);
    for (const hint of this.listeners) hint();
    return appended(added);
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly RecordedEvent[]> {
    return (this.streams.get(stream) ?? []).slice(fromRevision);
  }

  async readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.events.slice(after, after + limit);
  }

  async tail(): Promise<number> {
    return this.events.length;
  }

  async last(): Promise<RecordedEvent | undefined> {
    return this.events.at(-1);
  }

  /** Forgets all but the first so many events, as a log does that is put back to an earlier day. */
  keep(count: number): void {
    this.events.splice(count);
    for (const [stream, events] of this.streams) {
      const kept = events.filter(({ position }) => position <= count);
      if (kept.length === 0) this.streams.delete(stream);
      else this.streams.set(stream, kept);
    }
  }

  onAppend(hint: () => void): () => void {
    this.listeners.add(hint);
    return () => this.listeners.delete(hint);
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }

  private timeOf(pending: readonly PendingEvent[]): string {
    const last = this.events.at(-1);
    const knownSince = assumedTime(pending);
    if (knownSince !== undefined) {
      needKnownInOrder(knownSince, last && { ...last, isAssumed: isAssumed(last), isOpening: last.position === 1 });
      return knownSince;
    }
    const now = this.clock().toISOString();
    return last !== undefined && now < last.recordedAt ? last.recordedAt : now;
  }
}

/** The answer of the first time, if the stream already holds these events right after the expected revision. */
function repetition(
  existing: readonly RecordedEvent[],
  expected: ExpectedRevision,
  pending: readonly PendingEvent[],
): Appended | undefined {
  const from = expected === 'none' ? 0 : expected + 1;
  const stored = existing.slice(from, from + pending.length);
  const same = stored.length === pending.length && stored.every((event, i) => event.id === pending[i]?.id);
  return same ? appended(stored) : undefined;
}

function appended(events: readonly RecordedEvent[]): Appended {
  const last = events.at(-1) as RecordedEvent;
  return { outcome: 'appended', position: last.position, revision: last.revision };
}
