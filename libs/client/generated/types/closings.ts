// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Closing } from './closing.js';

/** Every closing of any period, in the order they were made */
export interface Closings {
  readonly closings: readonly Closing[];
}
