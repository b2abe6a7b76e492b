// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Grant } from './grant.js';

/** Every grant that holds, in the order of their ids */
export interface Grants {
  readonly grants: readonly Grant[];
}
