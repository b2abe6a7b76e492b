// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Import } from './import.js';

/** The imports that this process runs or has run last, the latest first */
export interface Imports {
  readonly imports: readonly Import[];
}
