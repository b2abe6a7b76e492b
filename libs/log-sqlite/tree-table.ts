import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { logEntry } from '#kernel/log-entry.js';
import type { EventTexts } from '#kernel/ports/append-size.js';
import { GrowingTree, type GrownTile } from '#merkle/growing-tree.js';
import { leafHash } from '#merkle/hashes.js';
import { TILE_HASHES } from '#merkle/tiles.js';
import { rows } from './array-rows.js';
import { textsOfRow, withoutTexts, type Columns, type EventRow } from './event-row.js';

/**
 * The Merkle tree over the events, in tiles of 256 hashes: `level` 0 has a hash of each event, the next one a hash of 256 of those, and so
 * on. `first` and `last` are the positions of the events of a tile of leaves, which need not be one after another.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tree_tiles (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    first INTEGER,
    last INTEGER,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, number)
  ) STRICT;
`;

/** Tiles that are written at once where a tree is made of a log that has none. */
const TOGETHER = 64;

/** Adds every event that is inserted to the tree, for the one writer of a log. */
export class TreeWriter {
  private readonly put: StatementSync;
  private tree = new GrowingTree();
  /** Of the events in each tile of leaves that has grown. */
  private readonly spans = new Map<number, { first: number; last: number }>();

  /** Makes the table where it is missing, and the tree of events that are not in it yet: all of them or none. */
  constructor(private readonly db: DatabaseSync) {
    db.exec(SCHEMA);
    this.put = db.prepare(
      'INSERT INTO tree_tiles VALUES (?, ?, ?, ?, ?) ON CONFLICT (level, number) DO UPDATE SET last = excluded.last, hashes = excluded.hashes',
    );
    this.load();
    this.addOlder();
  }

  /** Forgets what a transaction that was rolled back has added. */
  begin(): void {
    if (this.spans.size > 0) this.load();
  }

  /** Of the events that are there, whatever it was of. */
  remake(): void {
    this.db.exec('DELETE FROM tree_tiles');
    this.load();
    this.addOlder();
  }

  add(event: Columns, texts: EventTexts): void {
    const { size } = this.tree;
    const { position } = event;
    this.tree.add(leafHash(logEntry(size, event, texts)));
    const number = Math.floor(size / TILE_HASHES);
    const span = this.spans.get(number);
    if (span === undefined) this.spans.set(number, { first: position, last: position });
    else span.last = position;
  }

  /** Puts what has grown beside the events; the last thing before the transaction is committed. */
  finish(): void {
    for (const { level, number, hashes } of this.tree.takeGrown()) {
      const span = level === 0 ? this.spans.get(number) : undefined;
      this.put.run(level, number, span?.first ?? null, span?.last ?? null, hashes);
    }
    this.spans.clear();
  }

  private load(): void {
    const last = this.db
      .prepare('SELECT level, max(number) AS number, hashes FROM tree_tiles GROUP BY level ORDER BY level')
      .all() as unknown as readonly { level: number; number: number; hashes: Uint8Array }[];
    this.tree = new GrowingTree(
      last.map(({ hashes, ...place }): GrownTile => ({ ...place, hashes: Buffer.from(hashes) })),
    );
    this.spans.clear();
  }

  private addOlder(): void {
    const { done, tail } = this.db
      .prepare(
        'SELECT (SELECT coalesce(max(last), 0) FROM tree_tiles WHERE level = 0) AS done, (SELECT coalesce(max(position), 0) FROM events) AS tail',
      )
      .get() as { readonly done: number; readonly tail: number };
    if (done >= tail) return;
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const rest = rows(this.db, 'SELECT * FROM events WHERE position > ? ORDER BY position');
      for (const row of rest.iterate(done) as Iterable<unknown> as Iterable<EventRow>) {
        this.add(withoutTexts(row), textsOfRow(row));
        if (this.spans.size >= TOGETHER) this.finish();
      }
      this.finish();
      this.db.exec('COMMIT');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }
}
