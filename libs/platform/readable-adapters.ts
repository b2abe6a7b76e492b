import type { ViewSchema } from '#kernel/ports/views-schema.js';
import type { Readable } from '#kernel/readable.js';
import { keepsDecimals } from '#views-mongodb/readable/decimals.js';
import { MongoReadable } from '#views-mongodb/readable/mongo-readable.js';
import { ServedNames } from '#views-mongodb/readable/served-names.js';
import type { Stores } from './settings.js';

/** The adapters of what people read in the store of a deployment itself. */

type Distributed = Extract<Stores, { log: 'eventstoredb' }>;

/** The readable collections of one version, see `MongoReadable`. */
export type SharedReadable = Pick<MongoReadable, 'follow' | 'behind' | 'refresh' | 'close'>;

export type { ServedNames } from '#views-mongodb/readable/served-names.js';

/** Why there are no readable collections although they are wanted. */
export const NO_DECIMALS =
  'this server of MongoDB’s protocol has no Decimal128, so amounts in it could not be added up exactly: the readable collections are left out (TALLY_VIEWS_READABLE=off says that this is known)';

/** Whether the store can have them. */
export function canBeReadable({ mongoUri }: Distributed): Promise<boolean> {
  return keepsDecimals(mongoUri);
}

/** @param name of the version @param today on the business calendar */
export function openReadable(
  { mongoUri }: Distributed,
  name: string,
  options: { readonly schema: ViewSchema; readonly readable: readonly Readable[]; readonly today: () => number },
): SharedReadable {
  return MongoReadable.connect(mongoUri, { name, ...options });
}

/** What people find the served version's under. @param prefix permanent: the names begin with it */
export function openServedNames({ mongoUri }: Distributed, prefix: string, names: readonly string[]): ServedNames {
  return ServedNames.connect(mongoUri, prefix, names);
}
