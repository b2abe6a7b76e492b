import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { assumedTime, needKnownInOrder } from '#kernel/ports/assumed-clock.js';
import { needRoomFor, type EventTexts } from '#kernel/ports/append-size.js';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import type { Appended, EventHeads, EventLog, EventsByPosition, ExpectedRevision } from '#kernel/ports/event-log.js';
import { Problem } from '#kernel/problem.js';
import { EventTable, EventWriter, type Head } from './event-table.js';
import { FileLock } from './file-lock.js';
import { Room } from './room.js';

interface Request {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly PendingEvent[];
  readonly texts: readonly EventTexts[];
  readonly resolve: (appended: Appended) => void;
  readonly reject: (cause: unknown) => void;
}

/** What became of an append: its answer, or why it is refused while others of the same transaction are not. */
type Outcome = Appended | Problem;

/** Turns of the event loop for which a transaction waits at most for more to come. */
const TURNS = 8;

/** What the one writer of a log has beside its readers. */
interface Writing {
  readonly room: Room;
  readonly lock: FileLock;
  readonly clock: () => Date;
  readonly writer: EventWriter;
  /** Where the log ends. */
  head: Head;
}

/**
 * The log in one SQLite file: one writer, WAL, every commit synced to disk before it is answered. What arrives in a few turns of the
 * event loop becomes one transaction (group commit), each append in it all or nothing by itself.
 */
export class SqliteEventLog implements EventLog, EventsByPosition {
  readonly heads: EventHeads = {
    readHeads: (after, limit) => attempt(() => this.table.readHeads(after, limit)),
    readAt: (positions) => this.readAt(positions),
  };
  private readonly table: EventTable;
  private readonly listeners = new Set<() => void>();
  private waiting: Request[] = [];
  private closing = false;

  private constructor(
    private readonly db: DatabaseSync,
    private readonly writing?: Writing,
  ) {
    this.table = new EventTable(db);
  }

  /** Opens the log for writing; one process at a time (see `lockFolder`). */
  static open(file: string, clock: () => Date): SqliteEventLog {
    const db = new DatabaseSync(file);
    const lock = new FileLock(db);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000');
    const writer = new EventWriter(db, clock().toISOString());
    const room = new Room(dirname(file));
    return new SqliteEventLog(db, { room, lock, clock, writer, head: new EventTable(db).head() });
  }

  /** Opens an existing log for reading beside its writer, in another thread or process. Its appends refuse. */
  static openReader(file: string): SqliteEventLog {
    const db = new DatabaseSync(file, { readOnly: true });
    db.exec('PRAGMA busy_timeout = 5000');
    return new SqliteEventLog(db);
  }

  append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended> {
    if (this.writing === undefined) return Promise.reject(new Error('this log was opened for reading only'));
    if (this.closing) return Promise.reject(new Error('the log is closed'));
    if (events.length === 0) return Promise.reject(new Error('an append needs at least one event'));
    return new Promise((resolve, reject) => {
      const texts = needRoomFor(events);
      if (this.waiting.length === 0) setImmediate(() => this.gather());
      this.waiting.push({ stream, expected, events, texts, resolve, reject });
    });
  }

  readStream(stream: string, fromRevision = 0): Promise<readonly RecordedEvent[]> {
    return attempt(() => this.table.readStream(stream, fromRevision));
  }

  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return attempt(() => this.table.readAll(after, limit));
  }

  readAt(positions: readonly number[]): Promise<readonly RecordedEvent[]> {
    return attempt(() => this.table.readAt(positions));
  }

  tail(): Promise<number> {
    return attempt(() => this.table.last().position);
  }

  last(): Promise<RecordedEvent | undefined> {
    // Positions are whole numbers without a gap here.
    return attempt(() => this.table.readAll(this.table.last().position - 1, 1)[0]);
  }

  onAppend(hint: () => void): () => void {
    this.listeners.add(hint);
    return () => this.listeners.delete(hint);
  }

  /** Why nothing can be appended, undefined when it can. */
  async trouble(): Promise<string | undefined> {
    return (await this.writing?.room.trouble()) ?? this.writing?.lock.trouble();
  }

  /** Makes what is kept of all events anew of those that are there, whoever put them there; `verify` tells that of the digests. */
  remake(): void {
    const { writing } = this;
    if (writing === undefined) throw new Error('this log was opened for reading only');
    this.commit();
    writing.writer.remake(writing.clock().toISOString());
    writing.head = this.table.head();
  }

  /** Tells the listeners of a reader that its writer, elsewhere, has appended. */
  hint(): void {
    for (const listener of this.listeners) listener();
  }

  close(): Promise<void> {
    return attempt(() => {
      if (this.closing) return;
      this.closing = true;
      this.commit();
      this.listeners.clear();
      this.db.close();
    });
  }

  /**
   * Waits while each turn of the event loop brings more, so that callers who were answered together and came back one after another share
   * a transaction again: nothing else is done while that is synced to disk. Nobody waits for who does not come.
   */
  private gather(known = 0, turns = 0): void {
    const { length } = this.waiting;
    if (length > known && turns < TURNS) setImmediate(() => this.gather(length, turns + 1));
    else this.commit();
  }

  /** Writes everything that waits in one transaction; answers after it is on disk. */
  private commit(): void {
    const { waiting: requests, writing } = this;
    if (requests.length === 0 || writing === undefined) return;
    this.waiting = [];
    const before = writing.head;
    try {
      this.db.exec('BEGIN IMMEDIATE');
      writing.writer.begin();
      const now = writing.clock().toISOString();
      const answers = requests.map((request) => this.write(request, writing, now));
      writing.writer.finish();
      this.db.exec('COMMIT');
      writing.room.taken();
      writing.lock.free();
      requests.forEach(({ resolve, reject }, i) => {
        const answer = answers[i] as Outcome;
        if (answer instanceof Problem) reject(answer);
        else resolve(answer);
      });
    } catch (error) {
      writing.head = before;
      const reason = writing.lock.reasonOf(writing.room.reasonOf(error));
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      for (const request of requests) request.reject(reason);
      return;
    }
    this.hint();
  }

  private write(request: Request, writing: Writing, now: string): Outcome {
    const { stream, expected, events, texts } = request;
    const before = expected === 'none' ? -1 : this.table.revisionOf(stream);
    if (expected !== 'none' && before !== expected) return this.refused(request, before);
    const recordedAt = timeOf(events, writing.head, now);
    if (recordedAt instanceof Problem) {
      const actual = this.table.revisionOf(stream);
      return actual === before ? recordedAt : this.refused(request, actual);
    }
    let revision = before;
    for (const [i, pending] of events.entries()) {
      const event = { ...pending, stream, revision: ++revision, position: writing.head.position + 1, recordedAt };
      // A stream that begins is not looked for first: its first event may find its place taken.
      const insert = i === 0 ? 'insertIfFree' : 'insert';
      const head = writing.writer[insert](event, writing.head, texts[i]);
      if (head === undefined) return this.refused(request, this.table.revisionOf(stream));
      writing.head = head;
    }
    return { outcome: 'appended', position: writing.head.position, revision };
  }

  private refused({ stream, expected, events }: Request, current: number): Appended {
    const actual = current === -1 ? 'none' : current;
    return this.repetition(stream, expected, events) ?? { outcome: 'conflict', actual };
  }

  /** The answer of the first time, if the stream already holds these events right after the expected revision. */
  private repetition(
    stream: string,
    expected: ExpectedRevision,
    events: readonly PendingEvent[],
  ): Appended | undefined {
    const from = expected === 'none' ? 0 : expected + 1;
    const stored = this.table.readStream(stream, from).slice(0, events.length);
    const last = stored.at(-1);
    if (last === undefined || stored.length < events.length) return undefined;
    if (!stored.every((event, i) => event.id === events[i]?.id)) return undefined;
    return { outcome: 'appended', position: last.position, revision: last.revision };
  }
}

/** When events are recorded, or why they cannot be by the time they assume. */
function timeOf(events: readonly PendingEvent[], head: Head, now: string): string | Problem {
  const knownSince = assumedTime(events);
  if (knownSince === undefined) return now < head.recordedAt ? head.recordedAt : now;
  try {
    needKnownInOrder(knownSince, head.position === 0 ? undefined : { ...head, isOpening: head.position === 1 });
    return knownSince;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** A synchronous answer as a promise: what it throws becomes the rejection. */
function attempt<Answer>(answer: () => Answer): Promise<Answer> {
  return new Promise((resolve) => {
    resolve(answer());
  });
}
