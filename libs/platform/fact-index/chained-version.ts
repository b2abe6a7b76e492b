import type { ChainedStore, FactChain } from '#kernel/ports/fact-index.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { ASKED_ONCE } from '#views-mongodb/connection.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import { readViews } from '../logged-adapters.js';
import type { IndexedVersion } from './index-messages.js';
import { SharedChain } from './shared-chain.js';

/** A version as whoever indexes it reads it: its documents, and the batches that are followed. */
export interface ChainedVersion {
  readonly store: ChainedStore;
  readonly chain: FactChain;
}

/** @param schema of the read models of this release @throws where the version is not there, or cannot be read by this release */
export function chainedVersion({ folder, name, shared }: IndexedVersion, schema: ViewSchema): ChainedVersion {
  if (shared === undefined) {
    const store = readViews(folder, name, schema);
    return { store, chain: store };
  }
  const store = MongoViews.reader(shared.uri, shared.name, shared.schema, shared.shards, ASKED_ONCE);
  return { store, chain: new SharedChain(store) };
}
