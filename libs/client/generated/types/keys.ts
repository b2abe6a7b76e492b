// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Key } from './key.js';

/** Every key that was ever issued, in the order of their ids */
export interface Keys {
  readonly keys: readonly Key[];
}
