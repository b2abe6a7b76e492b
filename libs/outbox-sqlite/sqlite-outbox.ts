import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  claimed,
  enqueued,
  retried,
  settled,
  type Delivery,
  type NewDelivery,
  type Outcome,
} from '#kernel/delivery.js';
import { TIMES } from '#engine/schedule/schedule.js';
import type { ClaimRequest, FindDeliveries, Outbox } from '#kernel/ports/outbox.js';
import { columnsOf, deliveryOf } from './delivery-row.js';

/** Stands in the file's `user_version`: raised when a release lays it out otherwise. */
const LAYOUT = 3;
/** Milliseconds to wait for another process that writes. */
const WAIT = 5_000;

const TABLES = `
  CREATE TABLE IF NOT EXISTS deliveries (
    id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, channel TEXT NOT NULL, subject TEXT NOT NULL, state TEXT NOT NULL,
    enqueued_at TEXT NOT NULL, due TEXT NOT NULL, revision INTEGER NOT NULL, attempts TEXT NOT NULL, body TEXT NOT NULL,
    lane TEXT, place INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due, id) WHERE state IN ('waiting', 'claimed');
  CREATE INDEX IF NOT EXISTS deliveries_listed ON deliveries (enqueued_at, id);
  CREATE INDEX IF NOT EXISTS deliveries_lanes ON deliveries (lane, place) WHERE lane IS NOT NULL AND state IN ('waiting', 'claimed');
  CREATE TABLE IF NOT EXISTS checkpoints (reaction TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS kept (name TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${String(LAYOUT)}`;

/** What outboxes of before there were lanes lack. */
const LANES = 'ALTER TABLE deliveries ADD COLUMN lane TEXT; ALTER TABLE deliveries ADD COLUMN place INTEGER;';

/** Of what may be claimed: of a lane only the first. */
const FIRST = `(lane IS NULL OR NOT EXISTS (SELECT 1 FROM deliveries AS before
  WHERE before.lane = deliveries.lane AND before.state IN ('waiting', 'claimed') AND before.place < deliveries.place))`;

/** A change that waits for its transaction. */
interface Change {
  /** @returns what answers it once it is on disk */
  readonly make: () => () => void;
  /** Whether it is synced to disk: otherwise it outlives the process, and may be lost when the machine loses its power. */
  readonly isSynced: boolean;
  readonly reject: (error: unknown) => void;
}

/**
 * The outbox in a file of its own: read models are thrown away and built anew, this never is. Changes of one turn of the event loop are one
 * transaction, synced to disk before any of them is answered; several processes may have the file open. Only a checkpoint that moves is not
 * waited for, as it does several times a second: if power is lost a reaction repeats a few steps, whose occasions are claimed already.
 */
export class SqliteOutbox implements Outbox {
  private readonly insert: StatementSync;
  private readonly update: StatementSync;
  private readonly byId: StatementSync;
  private readonly due: StatementSync;
  private readonly changes: Change[] = [];
  private isSyncing = true;

  constructor(private readonly db: DatabaseSync) {
    db.exec(`PRAGMA busy_timeout = ${String(WAIT)}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
    const { user_version: layout } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
    if (layout > LAYOUT)
      throw new Error('outbox.sqlite was laid out by a newer release: start that one, or move the file away');
    if (layout < LAYOUT) inOneStep(db, () => db.exec(layout === 0 ? TABLES : LANES + TABLES));
    this.insert = db.prepare(`INSERT OR IGNORE INTO deliveries VALUES (${Array(12).fill('?').join()})`);
    this.update = db.prepare('UPDATE deliveries SET state = ?, due = ?, revision = ?, attempts = ? WHERE id = ?');
    this.byId = db.prepare('SELECT * FROM deliveries WHERE id = ?');
    this.due = db.prepare(
      `SELECT * FROM deliveries WHERE state IN ('waiting', 'claimed') AND due <= ?
         AND kind IN (SELECT value FROM json_each(?)) AND channel NOT IN (SELECT value FROM json_each(?))
         AND ${FIRST} ORDER BY due, id LIMIT ?`,
    );
  }

  static open(file: string): SqliteOutbox {
    return new SqliteOutbox(new DatabaseSync(file));
  }

  /** Brings reactions back to the end of a log that they were beyond: what comes after it there is new. Of a file that nobody has open. */
  static endAt(file: string, position: number): void {
    const db = new DatabaseSync(file);
    try {
      db.prepare('UPDATE checkpoints SET position = ?1 WHERE position > ?1 AND reaction NOT GLOB ?2').run(
        position,
        `${TIMES}*`,
      );
    } finally {
      db.close();
    }
  }

  /** Brings reactions back to where they were, those that are beyond it. Of a file that nobody has open. */
  static putBack(file: string, reached: readonly { readonly reaction: string; readonly position: number }[]): void {
    const db = new DatabaseSync(file);
    try {
      const put = db.prepare('UPDATE checkpoints SET position = ?1 WHERE position > ?1 AND reaction = ?2');
      for (const { reaction, position } of reached) put.run(position, reaction);
    } finally {
      db.close();
    }
  }

  enqueue(deliveries: readonly NewDelivery[], now: string): Promise<readonly string[]> {
    return this.change(() =>
      deliveries
        .map((delivery) => enqueued(delivery, now))
        .filter((delivery) => this.insert.run(...columnsOf(delivery)).changes === 1)
        .map(({ id }) => id),
    );
  }

  takeOver(deliveries: readonly Delivery[]): Promise<void> {
    return this.change(() => {
      for (const delivery of deliveries) this.insert.run(...columnsOf(delivery));
    });
  }

  claim({ kinds, now, until, limit, except = [] }: ClaimRequest): Promise<readonly Delivery[]> {
    const asked = [now, JSON.stringify(kinds), JSON.stringify(except), limit];
    const find = (): readonly Delivery[] => this.due.all(...asked).map(deliveryOf);
    // Most of the time there is nothing to do, which is seen without writing.
    if (find().length === 0) return Promise.resolve([]);
    return this.change(() => find().map((delivery) => this.put(claimed(delivery, now, until))));
  }

  settle({ id, revision }: Delivery, now: string, outcome: Outcome): Promise<'settled' | 'lost'> {
    return this.change(() => {
      const known = this.read(id);
      if (known?.state !== 'claimed' || known.revision !== revision) return 'lost';
      this.put(settled(known, now, outcome));
      return 'settled';
    });
  }

  retry(id: string, now: string): Promise<Delivery | undefined> {
    return this.change(() => {
      const known = this.read(id);
      const again = known && retried(known, now);
      return again === undefined ? known : this.put(again);
    });
  }

  async get(id: string): Promise<Delivery | undefined> {
    return this.read(id);
  }

  async find({ before, limit, ...equal }: FindDeliveries): Promise<readonly Delivery[]> {
    const fields = Object.entries(equal);
    const conditions = fields.map(([name]) => `${name} = ?`);
    const values: SQLInputValue[] = fields.map(([, value]) => value);
    if (before !== undefined) {
      conditions.push('(enqueued_at, id) < (?, ?)');
      values.push(before.enqueuedAt, before.id);
    }
    const filter = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const sql = `SELECT * FROM deliveries ${filter} ORDER BY enqueued_at DESC, id DESC LIMIT ?`;
    return this.db
      .prepare(sql)
      .all(...values, limit)
      .map(deliveryOf);
  }

  async open(channel?: string): Promise<{ readonly count: number; readonly due: string | undefined }> {
    const open = "FROM deliveries WHERE state IN ('waiting', 'claimed') AND channel = ifnull(?, channel)";
    const found = this.db.prepare(`SELECT count(*) AS count, min(due) AS due ${open}`).get(channel ?? null);
    const { count, due } = found ?? {};
    return { count: Number(count), due: due === null ? undefined : String(due) };
  }

  async checkpoint(reaction: string): Promise<number | undefined> {
    const row = this.db.prepare('SELECT position FROM checkpoints WHERE reaction = ?').get(reaction);
    return row?.['position'] as number | undefined;
  }

  moveOn(reaction: string, from: number | undefined, to: number): Promise<'moved' | 'stale'> {
    return this.change(() => {
      const { changes } =
        from === undefined
          ? this.db.prepare('INSERT OR IGNORE INTO checkpoints VALUES (?, ?)').run(reaction, to)
          : this.db
              .prepare('UPDATE checkpoints SET position = ? WHERE reaction = ? AND position = ?')
              .run(to, reaction, from);
      return changes === 1 ? 'moved' : 'stale';
      // Where it begins is the end of the log at that time, which nobody can tell later.
    }, from === undefined);
  }

  keep(name: string, text: string): Promise<string> {
    return this.change(() => {
      this.db.prepare('INSERT OR IGNORE INTO kept VALUES (?, ?)').run(name, text);
      return this.db.prepare('SELECT text FROM kept WHERE name = ?').get(name)?.['text'] as string;
    });
  }

  async close(): Promise<void> {
    this.commit();
    if (this.db.isOpen) this.db.close();
  }

  /** One of those asked for in the same turn of the event loop, which are on disk together. */
  private change<Answer>(run: () => Answer, isSynced = true): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const make = (): (() => void) => {
        const answer = run();
        return () => resolve(answer);
      };
      if (this.changes.push({ make, reject, isSynced }) === 1) setImmediate(() => this.commit());
    });
  }

  private commit(): void {
    const changes = this.changes.splice(0);
    if (changes.length === 0) return;
    try {
      this.sync(changes.some(({ isSynced }) => isSynced));
      const resolves = inOneStep(this.db, () => changes.map(({ make }) => make()));
      for (const resolve of resolves) resolve();
    } catch (error) {
      for (const { reject } of changes) reject(error);
    }
  }

  private sync(isSyncing: boolean): void {
    if (isSyncing === this.isSyncing) return;
    this.db.exec(`PRAGMA synchronous = ${isSyncing ? 'FULL' : 'NORMAL'}`);
    this.isSyncing = isSyncing;
  }

  private read(id: string): Delivery | undefined {
    const row = this.byId.get(id);
    return row === undefined ? undefined : deliveryOf(row);
  }

  private put(delivery: Delivery): Delivery {
    const { state, due, revision, attempts, id } = delivery;
    this.update.run(state, due, revision, JSON.stringify(attempts), id);
    return delivery;
  }
}

function inOneStep<Answer>(db: DatabaseSync, run: () => Answer): Answer {
  db.exec('BEGIN IMMEDIATE');
  try {
    const answer = run();
    db.exec('COMMIT');
    return answer;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
