import { ASKED_ONCE } from '#views-mongodb/connection.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';
import type { ChainedVersion } from './chained-version.js';
import type { SharedVersion } from './index-messages.js';
import { SharedChain } from './shared-chain.js';

/** A version in MongoDB. A page of its own: only who has one loads its driver, see `opens-version.ts`. */
export function sharedVersion({ uri, name, schema, shards }: SharedVersion): ChainedVersion {
  const store = MongoViews.reader(uri, name, schema, shards, ASKED_ONCE);
  return { store, chain: new SharedChain(store) };
}
