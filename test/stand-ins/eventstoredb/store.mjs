/** The events, in an SQLite file. What is answered is on disk: calls that arrive together share one transaction and one fsync. */
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers';

/** Columns as they have always been: a file of an earlier run can be opened again. */
const SCHEMA = `CREATE TABLE IF NOT EXISTS events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL,
  id TEXT NOT NULL, type TEXT NOT NULL, content_type TEXT NOT NULL, metadata BLOB NOT NULL, data BLOB NOT NULL, created TEXT NOT NULL,
  UNIQUE (stream, revision)) STRICT`;
const TICKS_PER_MILLISECOND = 10_000n;

export class Store {
  #db;
  #queries = new Map();
  #waiting = [];
  #listeners = new Set();
  #tail;
  #created;

  constructor(file) {
    this.#db = new DatabaseSync(file);
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.#db.exec(SCHEMA);
    if (!this.#findTheEnd()) this.#beginWithAnEventOfTheSystem();
  }

  /** The position of the last event. */
  get tail() {
    return this.#tail;
  }

  /**
   * Resolves when on disk, with `{revision, position}` of the last event, or with `{wrong: true, current}` and nothing written.
   * @param expected the stream's last revision, or 'none', 'any', 'exists'
   */
  append(stream, expected, events) {
    return new Promise((resolve) => {
      this.#waiting.push({ stream, expected, events, resolve });
      if (this.#waiting.length === 1) setImmediate(() => this.#commit());
    });
  }

  /** Nothing after a position is there any more; what comes next has its positions. */
  shorten(after) {
    this.#query('DELETE FROM events WHERE position > ?').run(after);
    this.#findTheEnd();
  }

  /** Calls back after every transaction. */
  onCommit(listener) {
    this.#listeners.add(listener);
  }

  /** Whether a position is that of an event. */
  isBoundary(position) {
    return this.#query('SELECT 1 FROM events WHERE position = ?').get(position) !== undefined;
  }

  /** From a position on, itself included. */
  forwards(position, limit) {
    return this.#query('SELECT * FROM events WHERE position >= ? ORDER BY position LIMIT ?').all(position, limit);
  }

  /** Before a position, the latest first. */
  backwards(position, limit) {
    const sql = 'SELECT * FROM events WHERE position < ? ORDER BY position DESC LIMIT ?';
    return this.#query(sql).all(position, limit);
  }

  /** The last revision of a stream; undefined if there is none. */
  lastRevision(stream) {
    return (
      this.#query('SELECT max(revision) AS revision FROM events WHERE stream = ?').get(stream).revision ?? undefined
    );
  }

  streamForwards(stream, revision, limit) {
    const sql = 'SELECT * FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?';
    return this.#query(sql).all(stream, revision, limit);
  }

  streamBackwards(stream, revision, limit) {
    const sql = 'SELECT * FROM events WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?';
    return this.#query(sql).all(stream, revision, limit);
  }

  #findTheEnd() {
    const last = this.#query('SELECT position, created FROM events ORDER BY position DESC LIMIT 1').get();
    this.#tail = last?.position ?? 0;
    this.#created = BigInt(last?.created ?? 0);
    return last !== undefined;
  }

  #query(sql) {
    const known = this.#queries.get(sql) ?? this.#db.prepare(sql);
    this.#queries.set(sql, known);
    return known;
  }

  #commit() {
    const calls = this.#waiting;
    this.#waiting = [];
    this.#db.exec('BEGIN IMMEDIATE');
    const outcomes = calls.map((call) => this.#decide(call));
    this.#db.exec('COMMIT');
    for (const [i, { resolve }] of calls.entries()) resolve(outcomes[i]);
    for (const listener of this.#listeners) listener();
  }

  /** An append with the ids and the expected revision of an earlier one is that one again. */
  #decide({ stream, expected, events }) {
    const current = this.lastRevision(stream);
    const known = current ?? -1;
    const before = expected === 'none' ? -1 : typeof expected === 'number' ? expected : known;
    const repeated = this.#repeated(stream, before + 1, events);
    if (repeated !== undefined) return repeated;
    if (before !== known || (expected === 'exists' && current === undefined)) return { wrong: true, current };
    for (const [i, event] of events.entries()) this.#insert(stream, before + 1 + i, event);
    return { revision: before + events.length, position: this.#tail };
  }

  #repeated(stream, start, events) {
    const found = this.streamForwards(stream, start, events.length);
    const same = found.length === events.length && found.every(({ id }, i) => id === events[i].id);
    const last = found.at(-1);
    return same && last !== undefined ? { revision: last.revision, position: last.position } : undefined;
  }

  /** Positions are byte offsets in the real one: they grow by more than one. */
  #insert(stream, revision, { id, type, contentType, metadata, data }) {
    this.#tail += 120 + data.length;
    const now = BigInt(Date.now()) * TICKS_PER_MILLISECOND;
    if (now > this.#created) this.#created = now;
    this.#query('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[this.#tail, stream, revision, id, type, contentType, metadata, data, String(this.#created)],
    );
  }

  /** As in every log of the real one. */
  #beginWithAnEventOfTheSystem() {
    this.#insert('$$$stats', 0, {
      id: '00000000-0000-0000-0000-000000000001',
      type: '$metadata',
      contentType: 'application/json',
      metadata: new Uint8Array(),
      data: Buffer.from('{}'),
    });
  }
}
