import { IndexedViews } from '#engine/views/indexed-views.js';
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import type { ChainedStore, FactIndex } from '#kernel/ports/fact-index.js';
import type { AuditableViews } from '#kernel/ports/views.js';

/** An index of the facts of a version that nobody else uses, in a file to be thrown away. */
export function ownIndex(store: ChainedStore, file: string): FactIndex {
  return new DuckDbFacts(file, store.schema, store);
}

/** A version with such an index. Closing it closes both. */
export function withOwnIndex(store: ChainedStore, file: string): AuditableViews {
  return new IndexedViews(store, ownIndex(store, file));
}
