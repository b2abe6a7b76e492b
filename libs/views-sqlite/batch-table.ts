import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ChainBroken, type FactBatch } from '#kernel/ports/fact-index.js';

/** Batches read at a time: a statement that stayed open would keep the file from being tidied. */
const PAGE = 64;

/** The facts of every batch that was applied, one after another per shard. */
export class BatchTable {
  private readonly insert: StatementSync;
  private readonly page: StatementSync;

  constructor(db: DatabaseSync) {
    this.insert = db.prepare('INSERT INTO batches VALUES (?, ?, ?, ?)');
    this.page = db.prepare(
      'SELECT start, reached, facts FROM batches WHERE shard = ? AND start >= ? AND start < ? ORDER BY start LIMIT ?',
    );
  }

  static create(db: DatabaseSync): void {
    db.exec(
      `CREATE TABLE batches (
        shard INTEGER NOT NULL, start INTEGER NOT NULL, reached INTEGER NOT NULL, facts BLOB NOT NULL,
        PRIMARY KEY (shard, start)) STRICT`,
    );
  }

  put({ shard, from, to, facts }: FactBatch): void {
    this.insert.run(shard, from, to, facts);
  }

  /** @throws ChainBroken where they do not go from one to the other without a gap */
  *between(shard: number, from: number, to: number): Iterable<FactBatch> {
    for (let at = from; at < to;) {
      const rows = this.page.all(shard, at, to, PAGE) as unknown as readonly Stored[];
      if (rows.length === 0) throw brokenAt(shard, at);
      for (const { start, reached, facts } of rows) {
        if (start !== at || reached > to) throw brokenAt(shard, at);
        yield { shard, from: start, to: reached, facts };
        at = reached;
      }
    }
  }
}

interface Stored {
  readonly start: number;
  readonly reached: number;
  readonly facts: Uint8Array;
}

function brokenAt(shard: number, position: number): ChainBroken {
  return new ChainBroken(`the chain of shard ${String(shard)} does not go on from ${String(position)}`);
}
