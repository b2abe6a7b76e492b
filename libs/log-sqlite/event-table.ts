import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Envelope, PendingEvent, RecordedEvent } from '#kernel/event.js';

/** The stored form of events. Column names are permanent: a log is never rewritten. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    schema INTEGER NOT NULL,
    key TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    claim TEXT NOT NULL,
    hash TEXT NOT NULL,
    envelope TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream, revision);
`;

interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly key: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly claim: string;
  readonly hash: string;
  readonly envelope: string;
  readonly data: string;
}

/** The one table of a log and every statement on it. */
export class EventTable {
  private readonly insertOne: StatementSync;
  private readonly lastRevision: StatementSync;
  private readonly ofStream: StatementSync;
  private readonly all: StatementSync;
  private readonly lastEvent: StatementSync;

  constructor(db: DatabaseSync, mode: 'write' | 'read') {
    if (mode === 'write') db.exec(SCHEMA);
    this.insertOne = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.lastRevision = db.prepare('SELECT max(revision) AS revision FROM events WHERE stream = ?');
    this.ofStream = db.prepare('SELECT * FROM events WHERE stream = ? AND revision >= ? ORDER BY revision');
    this.all = db.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
    this.lastEvent = db.prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1');
  }

  insert(event: PendingEvent, stream: string, revision: number, position: number, recordedAt: string): void {
    const { id, type, schema, key, occurredAt, claim, hash, envelope, data } = event;
    const texts = [JSON.stringify(envelope), JSON.stringify(data)] as const;
    this.insertOne.run(
      position,
      stream,
      revision,
      id,
      type,
      schema,
      key,
      occurredAt,
      recordedAt,
      claim,
      hash,
      ...texts,
    );
  }

  /** -1 for a stream that does not exist. */
  revisionOf(stream: string): number {
    const row = this.lastRevision.get(stream) as { revision: number | null } | undefined;
    return row?.revision ?? -1;
  }

  readStream(stream: string, fromRevision: number): readonly RecordedEvent[] {
    return (this.ofStream.all(stream, fromRevision) as unknown[]).map(toEvent);
  }

  readAll(after: number, limit: number): readonly RecordedEvent[] {
    return (this.all.all(after, limit) as unknown[]).map(toEvent);
  }

  last(): { readonly position: number; readonly recordedAt: string } {
    const row = this.lastEvent.get() as { position: number; recorded_at: string } | undefined;
    return { position: row?.position ?? 0, recordedAt: row?.recorded_at ?? '' };
  }
}

function toEvent(stored: unknown): RecordedEvent {
  const row = stored as EventRow;
  return {
    id: row.id,
    stream: row.stream,
    revision: row.revision,
    position: row.position,
    type: row.type,
    schema: row.schema,
    key: row.key,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    claim: row.claim,
    hash: row.hash,
    envelope: JSON.parse(row.envelope) as Envelope,
    data: JSON.parse(row.data) as RecordedEvent['data'],
  };
}
