import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { readViews } from '../logged-adapters.js';
import type { ChainedVersion, OpensVersion } from './chained-version.js';
import type { IndexedVersion } from './index-messages.js';

/** How a version is opened. A thread loads the driver of a store when it has a version there: it takes as much memory as all else in it. */
export async function opensVersion({ shared }: IndexedVersion): Promise<OpensVersion> {
  if (shared === undefined) return ofFiles;
  const { sharedVersion } = await import('./shared-version.js');
  return () => sharedVersion(shared);
}

function ofFiles({ folder, name }: IndexedVersion, schema: ViewSchema): ChainedVersion {
  const store = readViews(folder, name, schema);
  return { store, chain: store };
}
