import { IndexedViews } from '#engine/views/indexed-views.js';
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import type { ChainedStore } from '#kernel/ports/fact-index.js';
import type { AuditableViews } from '#kernel/ports/views.js';

/** A version with an index of its facts that nobody else uses, in a file to be thrown away. */
export function withOwnIndex(store: ChainedStore, file: string): AuditableViews {
  return new IndexedViews(store, new DuckDbFacts(file, store.schema, store));
}
