import type { ChainedStore, FactChain } from '#kernel/ports/fact-index.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import type { IndexedVersion } from './index-messages.js';

/** A version as whoever indexes it reads it: its documents, and the batches that are followed. */
export interface ChainedVersion {
  readonly store: ChainedStore;
  readonly chain: FactChain;
}

/**
 * Opens a version.
 * @param schema of the read models of this release @throws where the version is not there, or cannot be read by this release
 */
export type OpensVersion = (version: IndexedVersion, schema: ViewSchema) => ChainedVersion;
