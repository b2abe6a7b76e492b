import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { logEntry } from '#kernel/log-entry.js';
import type { LogSnapshot, StoredEvent } from '#kernel/ports/log-tree.js';
import { HASH_BYTES } from '#merkle/hashes.js';
import { consistencyProof, inclusionProof, rangeRoots, type RangeRoot } from '#merkle/proofs.js';
import { nodesOfTiles, TILE_HASHES } from '#merkle/tiles.js';
import { rows } from './array-rows.js';
import { textsOfRow, toEvent, withoutTexts, type EventRow } from './event-row.js';

/** The tree that a log's writer keeps beside its events, read beside that writer. */
export class SqliteLogTree implements LogSnapshot {
  private readonly lastTile: StatementSync;
  private readonly oneTile: StatementSync;
  private readonly tileAt: StatementSync;
  private readonly countBetween: StatementSync;
  private readonly eventsFrom: StatementSync;
  private readonly roots: RangeRoot;

  private constructor(private readonly db: DatabaseSync) {
    this.lastTile = db.prepare(
      'SELECT number, length(hashes) AS bytes FROM tree_tiles WHERE level = 0 ORDER BY number DESC LIMIT 1',
    );
    this.oneTile = db.prepare('SELECT first, hashes FROM tree_tiles WHERE level = ? AND number = ?');
    this.tileAt = db.prepare(
      'SELECT number, first FROM tree_tiles WHERE level = 0 AND first <= ? ORDER BY number DESC LIMIT 1',
    );
    this.countBetween = db.prepare(
      'SELECT count(*) AS count, max(position) AS last FROM events WHERE position BETWEEN ? AND ?',
    );
    this.eventsFrom = rows(db, 'SELECT * FROM events WHERE position >= ? ORDER BY position LIMIT ?');
    this.roots = rangeRoots(
      nodesOfTiles(({ level, number }, width) => {
        const hashes = this.hashes(level, number, width);
        if (hashes === undefined)
          throw new RangeError(`the tree has no ${String(width)} hashes in tile ${String(level)}/${String(number)}`);
        return hashes;
      }),
    );
  }

  /** @param file of a log that a writer of this release has opened */
  static openReader(file: string): SqliteLogTree {
    const db = new DatabaseSync(file, { readOnly: true });
    db.exec('PRAGMA busy_timeout = 5000');
    return new SqliteLogTree(db);
  }

  /** The same as it is now, whatever its writer adds: nothing of the write-ahead log is freed until it is closed. */
  static openSnapshot(file: string): SqliteLogTree {
    const db = new DatabaseSync(file, { readOnly: true });
    db.exec('PRAGMA busy_timeout = 5000; BEGIN');
    return new SqliteLogTree(db);
  }

  async stored(after: number, limit: number): Promise<readonly StoredEvent[]> {
    const found = this.eventsFrom.all(after + 1, limit) as unknown as readonly EventRow[];
    return found.map((row) => ({ event: toEvent(row), texts: textsOfRow(row) }));
  }

  async size(): Promise<number> {
    const last = this.lastTile.get() as { readonly number: number; readonly bytes: number } | undefined;
    return last === undefined ? 0 : last.number * TILE_HASHES + last.bytes / HASH_BYTES;
  }

  async indexOf(position: number): Promise<number | undefined> {
    const tile = this.tileAt.get(position) as { readonly number: number; readonly first: number } | undefined;
    if (tile === undefined) return undefined;
    const { count, last } = this.countBetween.get(tile.first, position) as { count: number; last: number | null };
    return last === position ? tile.number * TILE_HASHES + count - 1 : undefined;
  }

  async tile(level: number, number: number, width: number): Promise<Buffer | undefined> {
    return this.hashes(level, number, width);
  }

  async entries(number: number, width: number): Promise<readonly string[] | undefined> {
    const tile = this.oneTile.get(0, number) as { readonly first: number; readonly hashes: Uint8Array } | undefined;
    if (tile === undefined || tile.hashes.length < width * HASH_BYTES) return undefined;
    const events = this.eventsFrom.all(tile.first, width) as unknown as readonly EventRow[];
    return events.map((row, i) => logEntry(number * TILE_HASHES + i, withoutTexts(row), textsOfRow(row)));
  }

  async root(size: number): Promise<Buffer> {
    return this.roots(0, size);
  }

  async inclusionProof(index: number, size: number): Promise<readonly Buffer[]> {
    return inclusionProof(index, size, this.roots);
  }

  async consistencyProof(from: number, to: number): Promise<readonly Buffer[]> {
    return consistencyProof(from, to, this.roots);
  }

  async close(): Promise<void> {
    this.db.close();
  }

  private hashes(level: number, number: number, width: number): Buffer | undefined {
    const tile = this.oneTile.get(level, number) as { readonly hashes: Uint8Array } | undefined;
    const bytes = width * HASH_BYTES;
    return tile === undefined || tile.hashes.length < bytes ? undefined : Buffer.from(tile.hashes).subarray(0, bytes);
  }
}
