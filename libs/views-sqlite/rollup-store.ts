import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';

/** What a rollup is made of: the row number up to which facts are in it, and its columns. */
export interface RollupState {
  readonly upTo: number;
  readonly keys: readonly Int32Array[];
  readonly sums: readonly Float64Array[];
}

/**
 * Rollups kept beside the read models, so that a restarted reader need not fold all facts again. Only a cache: what is missing, of other
 * read models or damaged is folded anew, and the facts after `upTo` are folded in any case.
 */
export class RollupStore {
  private readonly put: StatementSync;
  private readonly get: StatementSync;

  /**
   * @param identity of the read models the rollups belong to, and of the time since the machine was started: a loss of power takes the last
   * batches of either file by itself, and the rows that come in their place need not be the same ones
   */
  constructor(
    private readonly db: DatabaseSync,
    private readonly identity: string,
  ) {
    // First of all the timeout: several readers of the same read models may open it at the same time.
    db.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
    db.exec(
      'CREATE TABLE IF NOT EXISTS rollups (name TEXT PRIMARY KEY, identity TEXT NOT NULL, state BLOB NOT NULL) STRICT',
    );
    this.put = db.prepare('INSERT OR REPLACE INTO rollups VALUES (?, ?, ?)');
    this.get = db.prepare('SELECT state FROM rollups WHERE name = ? AND identity = ?');
  }

  /** Undefined where the file cannot be made or read, as on a full disk: questions are answered without. */
  static open(file: string, identity: string): RollupStore | undefined {
    let db: DatabaseSync | undefined;
    try {
      db = new DatabaseSync(file);
      return new RollupStore(db, identity);
    } catch {
      db?.close();
      return undefined;
    }
  }

  /** Undefined where there is none of these read models that ends at or before `lastRow`. */
  load(name: string, lastRow: number): RollupState | undefined {
    const row = this.get.get(name, this.identity) as { state: Uint8Array } | undefined;
    if (row === undefined) return undefined;
    try {
      const state = deserialize(row.state) as RollupState;
      return state.upTo <= lastRow ? state : undefined;
    } catch {
      // Cut off by a crash: folded anew.
      return undefined;
    }
  }

  /** Where it does not fit on the disk, it is not kept: no question fails for that. */
  save(name: string, state: RollupState): void {
    try {
      this.put.run(name, this.identity, serialize(state));
    } catch {
      // As if it had not been tried.
    }
  }

  close(): void {
    this.db.close();
  }
}
