import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IndexedViews } from '#engine/views/indexed-views.js';
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import type { ChainedStore } from '#kernel/ports/fact-index.js';

/** Indexes in a folder of their own, for as long as a suite lasts. */
export class ScratchIndexes {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tally-index-'));

  /** A store with an index that follows it. */
  over(store: ChainedStore): IndexedViews {
    return new IndexedViews(store, new DuckDbFacts(join(this.folder, `${randomUUID()}.duckdb`), store.schema, store));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
