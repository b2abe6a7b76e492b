import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isAssumed } from '#kernel/ports/assumed-clock.js';
import { textsOf, type EventTexts } from '#kernel/ports/append-size.js';
import type { Envelope, EventHead, RecordedEvent } from '#kernel/event.js';
import { rows } from './array-rows.js';
import { toEvent, toHead, toRow, type EventRow, type HeadRow } from './event-row.js';
import { CHAIN_SCHEMA, digestAt, linked, linkOlderEvents } from './hash-chain.js';
import { TreeWriter } from './tree-table.js';

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

/** Where a log ends. */
export interface Head {
  readonly position: number;
  readonly recordedAt: string;
  /** Whether by an assumed time. */
  readonly isAssumed: boolean;
  readonly digest: string;
}

/** The table of a log and every statement on it. */
export class EventTable {
  private readonly lastRevision: StatementSync;
  private readonly ofStream: StatementSync;
  private readonly all: StatementSync;
  private readonly heads: StatementSync;
  private readonly one: StatementSync;
  private readonly lastEvent: StatementSync;

  constructor(private readonly db: DatabaseSync) {
    this.lastRevision = db.prepare('SELECT max(revision) AS revision FROM events WHERE stream = ?');
    this.ofStream = rows(db, 'SELECT * FROM events WHERE stream = ? AND revision >= ? ORDER BY revision');
    this.all = rows(db, 'SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
    this.heads = rows(
      db,
      "SELECT position, type, envelope ->> '$.quiet' FROM events WHERE position > ? ORDER BY position LIMIT ?",
    );
    this.one = rows(db, 'SELECT * FROM events WHERE position = ?');
    this.lastEvent = db.prepare('SELECT position, recorded_at, envelope FROM events ORDER BY position DESC LIMIT 1');
  }

  /** -1 for a stream that does not exist. */
  revisionOf(stream: string): number {
    const row = this.lastRevision.get(stream) as { revision: number | null } | undefined;
    return row?.revision ?? -1;
  }

  readStream(stream: string, fromRevision: number): readonly RecordedEvent[] {
    return eventsOf(this.ofStream.iterate(stream, fromRevision));
  }

  readAll(after: number, limit: number): readonly RecordedEvent[] {
    return eventsOf(this.all.iterate(after, limit));
  }

  readHeads(after: number, limit: number): readonly EventHead[] {
    return (this.heads.all(after, limit) as unknown as HeadRow[]).map(toHead);
  }

  readAt(positions: readonly number[]): readonly RecordedEvent[] {
    const found = positions.map((position) => this.one.get(position) as EventRow | undefined);
    return found.flatMap((row) => (row === undefined ? [] : [toEvent(row)]));
  }

  last(): Omit<Head, 'digest'> {
    const row = this.lastEvent.get() as { position: number; recorded_at: string; envelope: string } | undefined;
    if (row === undefined) return { position: 0, recordedAt: '', isAssumed: false };
    const { position, recorded_at: recordedAt, envelope } = row;
    return { position, recordedAt, isAssumed: isAssumed({ envelope: JSON.parse(envelope) as Envelope }) };
  }

  /** Where the next event is put: behind the last that was ever there, also where that has been deleted since. */
  head(): Head {
    const { position, ...last } = this.last();
    const chain = this.db.prepare('SELECT max(position) AS position FROM chain').get() as { position: number | null };
    const end = Math.max(position, chain.position ?? 0);
    return { ...last, position: end, digest: digestAt(this.db, end) };
  }
}

/** One by one: the texts of a page that were read before any of them is parsed would outlive what V8 takes for short-lived. */
function eventsOf(rows: Iterable<unknown>): readonly RecordedEvent[] {
  const events: RecordedEvent[] = [];
  for (const row of rows) events.push(toEvent(row as EventRow));
  return events;
}

/** How events come into the table; for the one writer of a log. */
export class EventWriter {
  private readonly insertEvent: StatementSync;
  private readonly insertDigests: StatementSync;
  private readonly tree: TreeWriter;
  /** Of the events inserted since the last `begin`, and the position of the first. */
  private digests: string[] = [];
  private first = 0;

  /** Makes the tables where they are missing. @param now noted where a log of an earlier release gets its digests */
  constructor(
    private readonly db: DatabaseSync,
    now: string,
  ) {
    db.exec(SCHEMA + CHAIN_SCHEMA);
    linkOlderEvents(db, now);
    this.tree = new TreeWriter(db);
    this.insertEvent = db.prepare(
      'INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (stream, revision) DO NOTHING',
    );
    this.insertDigests = db.prepare('INSERT INTO chain SELECT ? + key, value FROM json_each(?)');
  }

  /** Makes digests and tree anew of the events that are there. */
  remake(now: string): void {
    this.db.exec('DELETE FROM chain; DELETE FROM chain_begun');
    linkOlderEvents(this.db, now);
    this.tree.remake();
  }

  /** @param texts of the event, where they are made already @returns where the log ends then @throws where its place in its stream is taken */
  insert(event: RecordedEvent, head: Pick<Head, 'digest'>, texts?: EventTexts): Head {
    const end = this.insertIfFree(event, head, texts);
    if (end === undefined) throw new Error(`${event.stream} has an event ${String(event.revision)} already`);
    return end;
  }

  /** The same, and undefined where its place in its stream is taken: quicker than to look first. */
  insertIfFree(event: RecordedEvent, { digest }: Pick<Head, 'digest'>, texts = textsOf(event)): Head | undefined {
    const row = toRow(event, texts);
    if (this.insertEvent.run(...row).changes === 0) return undefined;
    const next = linked(digest, row);
    this.tree.add(event, texts);
    // Restored positions may be far apart.
    if (event.position !== this.first + this.digests.length) this.putDigests();
    if (this.digests.length === 0) this.first = event.position;
    this.digests.push(next);
    return { position: event.position, recordedAt: event.recordedAt, isAssumed: isAssumed(event), digest: next };
  }

  /** Forgets what a transaction that was rolled back has inserted. */
  begin(): void {
    this.digests = [];
    this.tree.begin();
  }

  /** Puts the digests and the leaves of all that was inserted beside it, many in one statement; the last before the transaction is committed. */
  finish(): void {
    this.putDigests();
    this.tree.finish();
  }

  private putDigests(): void {
    if (this.digests.length > 0) this.insertDigests.run(this.first, JSON.stringify(this.digests));
    this.digests = [];
  }
}
